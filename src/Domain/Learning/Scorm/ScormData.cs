using System.Globalization;
using SecurityTraining.Domain.Content;

namespace SecurityTraining.Domain.Learning.Scorm;

/// <summary>What a package has set, by the standard's names, such as <c>cmi.core.lesson_status</c>.</summary>
public sealed record ScormData(IReadOnlyDictionary<string, string> Elements)
{
    /// <summary>250 interactions with all that can be told of each.</summary>
    public const int MaxElements = 5000;

    public const int MaxNameLength = 200;

    /// <summary>Of all names and values together, in characters: suspend data of 64,000 and much besides.</summary>
    public const int MaxLength = 400_000;

    /// <summary>A day: longer than anybody learns in one go, whatever a package says.</summary>
    public const int MaxSessionSeconds = 24 * 60 * 60;

    private static readonly string[] OfTheSession = ["cmi.core.session_time", "cmi.session_time", "cmi.core.exit", "cmi.exit", "adl.nav.request"];

    /// <summary>What a page may leave out of its last message: long, and already told in an earlier one.</summary>
    private static readonly string[] LeftOut = ["cmi.interactions.", "cmi.comments", "cmi.suspend_data"];

    public static readonly ScormData Empty = new(new Dictionary<string, string>(StringComparer.Ordinal));

    public int Length => Elements.Sum(element => element.Key.Length + element.Value.Length);

    /// <summary>What the next opening begins with.</summary>
    public IReadOnlyDictionary<string, string> Lasting => Elements.Where(element => !OfTheSession.Contains(element.Key, StringComparer.Ordinal))
        .ToDictionary(StringComparer.Ordinal);

    /// <summary>What the person has a right to read: not the solutions that a package writes down beside their answers.</summary>
    public IReadOnlyDictionary<string, string> WithoutSolutions => Elements.Where(element => !element.Key.Contains(".correct_responses.", StringComparison.Ordinal))
        .ToDictionary(StringComparer.Ordinal);

    /// <summary>This, and what the former data has under each name that may be left out and of which this says nothing.</summary>
    internal ScormData WithLeftOut(ScormData former)
    {
        var missing = LeftOut.Where(prefix => !Elements.Keys.Any(name => name.StartsWith(prefix, StringComparison.Ordinal))).ToList();
        var kept = former.Elements.Where(element => missing.Exists(prefix => element.Key.StartsWith(prefix, StringComparison.Ordinal)));
        var whole = new ScormData(Elements.Concat(kept).ToDictionary(StringComparer.Ordinal));
        return whole.Elements.Count <= MaxElements && whole.Length <= MaxLength ? whole : this;
    }

    internal string? Exit(ScormVersion version) => Value(version == ScormVersion.Scorm12 ? "cmi.core.exit" : "cmi.exit");

    /// <summary>Whole seconds; 0 if the package says nothing of it, or nothing that the standard knows.</summary>
    internal int SessionSeconds(ScormVersion version)
    {
        var told = version == ScormVersion.Scorm12 ? ScormTime.ReadSpan(Value("cmi.core.session_time")) : ScormTime.ReadDuration(Value("cmi.session_time"));
        return (int)Math.Min(told?.TotalSeconds ?? 0, MaxSessionSeconds);
    }

    internal string? Value(string name) => Elements.TryGetValue(name, out var value) ? value : null;

    internal double? Number(string name) =>
        double.TryParse(Value(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
