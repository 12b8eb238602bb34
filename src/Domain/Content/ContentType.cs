using ErrorOr;

namespace SecurityTraining.Domain.Content;

/// <summary>How the bytes of a file are laid out; several types share one.</summary>
public enum ContentLayout
{
    Text,
    Pdf,
    Png,
    Jpeg,
    WebP,
    Gif,
    Mp4,
    WebM,
    Zip,
}

/// <summary>The types of files that are taken, by the ending of their names. Everything else is refused, HTML and SVG above all.</summary>
/// <param name="Extension">In lower case, with its dot.</param>
/// <param name="IsInline">Whether browsers may show it in place; the others are only to be saved.</param>
/// <param name="Part">For office documents: the part of the archive that makes it one.</param>
public sealed record ContentType(string Extension, string MediaType, ContentKind Kind, ContentLayout Layout, bool IsInline, string? Part = null)
{
    private const string Office = "application/vnd.openxmlformats-officedocument";

    private static readonly ContentType[] Known =
    [
        new(".pdf", "application/pdf", ContentKind.Document, ContentLayout.Pdf, IsInline: true),
        new(".docx", $"{Office}.wordprocessingml.document", ContentKind.Document, ContentLayout.Zip, IsInline: false, "word/document.xml"),
        new(".pptx", $"{Office}.presentationml.presentation", ContentKind.Document, ContentLayout.Zip, IsInline: false, "ppt/presentation.xml"),
        new(".xlsx", $"{Office}.spreadsheetml.sheet", ContentKind.Document, ContentLayout.Zip, IsInline: false, "xl/workbook.xml"),
        new(".txt", "text/plain", ContentKind.Document, ContentLayout.Text, IsInline: false),
        new(".md", "text/markdown", ContentKind.Document, ContentLayout.Text, IsInline: false),
        new(".png", "image/png", ContentKind.Image, ContentLayout.Png, IsInline: true),
        new(".jpg", "image/jpeg", ContentKind.Image, ContentLayout.Jpeg, IsInline: true),
        new(".jpeg", "image/jpeg", ContentKind.Image, ContentLayout.Jpeg, IsInline: true),
        new(".webp", "image/webp", ContentKind.Image, ContentLayout.WebP, IsInline: true),
        new(".gif", "image/gif", ContentKind.Image, ContentLayout.Gif, IsInline: true),
        new(".mp4", "video/mp4", ContentKind.Video, ContentLayout.Mp4, IsInline: true),
        new(".webm", "video/webm", ContentKind.Video, ContentLayout.WebM, IsInline: true),
        new(".zip", "application/zip", ContentKind.ScormPackage, ContentLayout.Zip, IsInline: false, "imsmanifest.xml"),
    ];

    public static IEnumerable<string> Extensions => Known.Select(type => type.Extension);

    public static ErrorOr<ContentType> Of(string fileName)
    {
        var extension = Path.GetExtension(fileName).ToLowerInvariant();
        return Array.Find(Known, type => type.Extension == extension) is { } type ? type : ContentErrors.TypeRefused;
    }

    public static bool MayBeShownInPlace(string mediaType) => Array.Exists(Known, type => type.IsInline && type.MediaType == mediaType);
}
