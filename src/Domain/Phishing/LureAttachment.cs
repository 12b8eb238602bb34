namespace SecurityTraining.Domain.Phishing;

public enum AttachmentKind
{
    Pdf,
    Docx,
    Html,
}

/// <summary>A file that comes with a lure, made for each person: a heading, some text and a link of its own, all with merge fields.</summary>
/// <param name="FileName">Without its extension, which follows from the kind.</param>
/// <param name="Text">Plain text; each line is a paragraph.</param>
/// <param name="LinkText">What the link in the file says.</param>
public sealed record LureAttachment(AttachmentKind Kind, string FileName, string Title, string Text, string LinkText)
{
    public const int MaxPerLure = 3;
    public const int MaxFileNameLength = 100;
    public const int MaxTitleLength = 200;
    public const int MaxTextLength = 5000;
    public const int MaxLinkTextLength = 200;

    public string FullName => FileName + Kind switch
    {
        AttachmentKind.Pdf => ".pdf",
        AttachmentKind.Docx => ".docx",
        _ => ".html",
    };

    /// <summary>What no file system and no header would bear.</summary>
    public static bool IsFileName(string name) =>
        name.Trim() == name && !name.StartsWith('.') && !name.Any(letter => char.IsControl(letter) || "/\\:*?\"<>|".Contains(letter, StringComparison.Ordinal));
}
