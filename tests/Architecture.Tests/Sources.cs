using System.Runtime.CompilerServices;

namespace SecurityTraining.Architecture.Tests;

/// <param name="Path">From <c>src</c>, with slashes.</param>
public sealed record SourceFile(string Path, string Text)
{
    public string Project => Path.Split('/')[0];

    public IEnumerable<string> Folders => Path.Split('/')[..^1];
}

/// <summary>The product's source files, for the rules that the compiled code no longer shows.</summary>
internal static class Sources
{
    public static IReadOnlyList<SourceFile> All { get; } = Read();

    private static List<SourceFile> Read([CallerFilePath] string thisFile = "")
    {
        var root = Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "src");
        return
        [
            .. Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
                .Select(file => (Path: Path.GetRelativePath(root, file).Replace('\\', '/'), File: file))
                .Where(file => !file.Path.Contains("/obj/", StringComparison.Ordinal) && !file.Path.Contains("/bin/", StringComparison.Ordinal))
                .Select(file => new SourceFile(file.Path, File.ReadAllText(file.File))),
        ];
    }
}
