namespace SecurityTraining.Application.Content;

/// <summary>Links to content that work for whoever has them, for a few minutes: signed, bound to one use.</summary>
public interface IContentTokens
{
    string Create(ContentLink link, DateTimeOffset expiresAt);

    /// <summary>Checks the signature, in constant time, before anything else.</summary>
    /// <returns>Null for a token that is forged, damaged, too old or meant for another use.</returns>
    ContentLink? Read(ContentUse use, string token);
}

public enum ContentUse : byte
{
    File = 1,
    Thumbnail = 2,
    Upload = 3,
}

/// <param name="SubjectId">The file, or the upload.</param>
public sealed record ContentLink(ContentUse Use, Guid CompanyId, Guid SubjectId);

public interface IVirusScanner
{
    /// <summary>False: every file is taken for clean, unseen.</summary>
    bool IsOn { get; }

    /// <returns>What was found; null if the file is clean.</returns>
    /// <exception cref="VirusScanException">The scanner cannot be reached, or cannot judge the file.</exception>
    Task<string?> FindVirus(Stream content, CancellationToken ct);
}

public sealed class VirusScanException(string message, Exception? cause = null) : Exception(message, cause);

public interface IThumbnails
{
    /// <summary>In pixels: no side of a thumbnail is longer.</summary>
    const int MaxSide = 320;

    /// <summary>Of the type of every thumbnail.</summary>
    const string MediaType = "image/jpeg";

    /// <summary>Looks at the size that the image says it has before it unpacks any of it.</summary>
    /// <param name="image">Kept in memory while it is worked on.</param>
    /// <param name="ct">Ends the wait for a turn: images are unpacked one after the other.</param>
    Task<Thumbnail> Make(Stream image, CancellationToken ct);
}

/// <param name="Image">Null if there is none.</param>
/// <param name="TooManyPixels">Which is why there is none; otherwise the image is damaged.</param>
public sealed record Thumbnail(byte[]? Image, bool TooManyPixels = false);
