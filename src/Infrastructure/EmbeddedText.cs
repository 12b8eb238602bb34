using System.Reflection;

namespace SecurityTraining.Infrastructure;

/// <summary>The texts that are built into this assembly.</summary>
internal static class EmbeddedText
{
    private static readonly Assembly Assembly = typeof(EmbeddedText).Assembly;

    /// <returns>The names of all that are in the folder, in order.</returns>
    public static IEnumerable<string> Names(string folder) =>
        Assembly.GetManifestResourceNames().Where(name => name.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">There is none of this name.</exception>
    public static string Read(string name) => Find(name) ?? throw new InvalidOperationException($"{name} is missing.");

    public static string? Find(string name)
    {
        using var stream = Assembly.GetManifestResourceStream(name);
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
