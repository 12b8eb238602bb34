using ErrorOr;

namespace SecurityTraining.Domain.Content;

public enum ScormVersion
{
    Scorm12,

    /// <summary>Any of its editions.</summary>
    Scorm2004,
}

/// <summary>What a course package says of itself in its manifest.</summary>
/// <param name="Items">What can be launched, in the order of the package; at least one.</param>
public sealed record ScormPackage(ScormVersion Version, string Title, IReadOnlyList<ScormItem> Items)
{
    public const int MaxItems = 500;
    public const int MaxTextLength = 300;
    public const int MaxFiles = 5000;

    /// <summary>Of all files of a package, unpacked.</summary>
    public const long MaxUnpackedBytes = 2L * 1024 * 1024 * 1024;

    /// <summary>
    /// The path of a file within a package: relative, forwards only. What would lead out of the package on any system is refused, and so is what
    /// would be two files on one system and one on another.
    /// </summary>
    /// <returns>Null if it is none.</returns>
    public static string? PathOf(string name)
    {
        var parts = name.Split('/');
        return name.Length <= MaxTextLength && !name.Any(character => char.IsControl(character) || character is '\\' or ':' or '\uFFFD')
            && Array.TrueForAll(parts, part => part.Length > 0 && part.Trim() == part && part.Any(character => character != '.'))
            ? name
            : null;
    }
}

/// <param name="Path">Of the file that is opened, within the package.</param>
/// <param name="Parameters">What is appended to its address: a query or a fragment; empty for most.</param>
/// <param name="MasteryScore">From 0 to 100, where SCORM 1.2 gives one.</param>
public sealed record ScormItem(string Id, string Title, string Path, string Parameters, double? MasteryScore);

public static class ScormErrors
{
    public static readonly Error ManifestInvalid = Error.Failure("scorm_manifest_invalid", "The package's imsmanifest.xml cannot be read.");
    public static readonly Error VersionUnknown = Error.Failure("scorm_version_unknown", "The package is neither SCORM 1.2 nor SCORM 2004.");
    public static readonly Error NothingToLaunch = Error.Failure("scorm_nothing_to_launch", "The package's manifest names nothing that can be launched.");
    public static readonly Error FileMissing = Error.Failure("scorm_file_missing", "The package's manifest names a file that the package does not hold.");
    public static readonly Error PathInvalid = Error.Failure("scorm_path_invalid", "A file in the package has a path that leads out of it, or that not every system bears.");
    public static readonly Error LinkInside = Error.Failure("scorm_link_inside", "The package holds a link to another file.");
    public static readonly Error TooManyFiles = Error.Failure("scorm_too_many_files", $"A package may have at most {ScormPackage.MaxFiles} files.");
}
