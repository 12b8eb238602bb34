using System.Text.RegularExpressions;

namespace SecurityTraining.Architecture.Tests;

/// <summary>Rules about source files. Each returns what breaks it, so that it can be tried on files that do.</summary>
internal static partial class SourceRules
{
    private const int MaxLines = 300;

    private static readonly string[] KindFolders = ["Commands", "Queries", "Dtos", "Validators", "Handlers", "Helpers", "Utils", "Services", "Models"];

    public static IEnumerable<string> MessagesApartFromTheirHandlers(IEnumerable<string> messages, IReadOnlyList<SourceFile> files)
    {
        var application = files.Where(file => file.Project == "Application").ToList();
        foreach (var message in messages)
        {
            var home = application.SingleOrDefault(file => Regex.IsMatch(file.Text, $@"\brecord {message}\b"));
            if (home is null)
            {
                yield return $"{message} is declared in no file of Application";
            }
            else if (!Regex.IsMatch(home.Text, $@"\bI(Command|Query)Handler<{message},"))
            {
                yield return $"{home.Path} holds {message} without its handler";
            }
        }
    }

    public static IEnumerable<string> UsesOfMediatR(IEnumerable<SourceFile> files) => files
        .Where(file => !file.Path.StartsWith("Application/Common/", StringComparison.Ordinal) && file.Path != "Application/DependencyInjection.cs")
        .Where(file => file.Text.Contains("MediatR", StringComparison.Ordinal) || MediatorTypes().IsMatch(file.Text))
        .Select(file => $"{file.Path} sees MediatR");

    public static IEnumerable<string> FoldersByKind(IEnumerable<SourceFile> files) => files
        .Where(file => file.Folders.Intersect(KindFolders, StringComparer.Ordinal).Any())
        .Select(file => $"{file.Path} lies in a folder that is named after a kind, not a feature");

    public static IEnumerable<string> LongFiles(IEnumerable<SourceFile> files) => files
        .Where(file => !file.Folders.Contains("Migrations", StringComparer.Ordinal))
        .Select(file => (file.Path, Lines: file.Text.AsSpan().Count('\n')))
        .Where(file => file.Lines > MaxLines)
        .Select(file => $"{file.Path} has {file.Lines} lines");

    public static IEnumerable<string> TextAsCacheKeys(IEnumerable<SourceFile> files) => files
        .SelectMany(file => CacheKeys().Matches(file.Text).Select(match => $"{file.Path}: {match.Value}"));

    /// <summary>Endpoints bind, send and map. What lies behind tracking links is the exception: it must not even read the body.</summary>
    public static IEnumerable<string> EndpointsThatThink(IEnumerable<SourceFile> files)
    {
        foreach (var file in files.Where(file => file.Path.StartsWith("WebApi/Endpoints/", StringComparison.Ordinal)))
        {
            foreach (Match storage in Storage().Matches(file.Text))
            {
                yield return $"{file.Path} reaches for {storage.Value}";
            }

            if (file.Path == "WebApi/Endpoints/TrackingEndpoints.cs")
            {
                continue;
            }

            foreach (Match decision in Decisions().Matches(file.Text))
            {
                yield return $"{file.Path} decides: {decision.Value}";
            }
        }
    }

    public static IEnumerable<string> OpenTasks(IEnumerable<SourceFile> files) => files
        .SelectMany(file => Unfinished().Matches(file.Text).Select(match => $"{file.Path}: {match.Value}"));

    [GeneratedRegex(@"\b(IRequest|IRequestHandler|INotification|IMediator|IPipelineBehavior)\b", RegexOptions.ExplicitCapture)]
    private static partial Regex MediatorTypes();

    [GeneratedRegex("""\b_?\w*[cC]ache\w*\.(Get|Set|TryGetValue|TryGet|Remove|GetOrCreate|GetOrCreateAsync|GetAsync|SetAsync|RemoveAsync|GetOrSet)(<[^>(]*>)?\(\s*[$@]*".*""", RegexOptions.ExplicitCapture)]
    private static partial Regex CacheKeys();

    [GeneratedRegex(@"\b(IRepository|IReader|I?UnitOfWork|\w*DbContext|SaveChanges\w*|IWorkQueue|SELECT|Microsoft\.EntityFrameworkCore)\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Storage();

    [GeneratedRegex(@"^\s*(if|for|foreach|while|switch|try|lock)\b.*$|\bnew \w*Context\(", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Decisions();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|NotImplementedException)\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Unfinished();
}
