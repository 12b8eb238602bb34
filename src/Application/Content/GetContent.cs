using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Content;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Content;

[RequirePermission(Permission.ReadContent)]
public sealed record GetContentQuery(Guid Id) : IQuery<ContentRow>;

/// <param name="Size">In bytes.</param>
/// <param name="Rejection">The code of what was wrong with it.</param>
public sealed record ContentRow(
    Guid Id,
    string Name,
    string MediaType,
    ContentKind Kind,
    long Size,
    string? Sha256,
    ContentStatus Status,
    string? Rejection,
    Guid CreatedBy,
    DateTimeOffset CreatedAt,
    int Version) : IVersioned
{
    /// <summary>Works without signing in until <see cref="UrlExpiresAt"/>; null unless the file is ready.</summary>
    public string? Url { get; init; }

    public string? ThumbnailUrl { get; init; }

    /// <summary>For SCORM packages that are ready.</summary>
    public ScormPackage? Scorm { get; init; }

    /// <summary>For videos whose header says it.</summary>
    public int? DurationSeconds { get; init; }

    public DateTimeOffset? UrlExpiresAt { get; init; }

    internal Guid CompanyId { get; init; }

    internal Guid? ObjectId { get; init; }

    internal bool HasThumbnail { get; init; }

    internal ContentRow With(ContentLinks links) => ObjectId is not { } objectId ? this : this with
    {
        Url = links.ToFile(CompanyId, Id, objectId, Name, MediaType),
        ThumbnailUrl = HasThumbnail ? links.ToThumbnail(CompanyId, Id, objectId) : null,
        UrlExpiresAt = links.ExpiresAt,
    };
}

internal sealed class GetContentHandler(IRepository<ContentFile> files, ContentLinks links) : IQueryHandler<GetContentQuery, ContentRow>
{
    public async Task<ErrorOr<ContentRow>> Handle(GetContentQuery request, CancellationToken cancellationToken) =>
        await files.GetByIdAsync(request.Id, cancellationToken) is { } file ? Row(file).With(links) : ContentErrors.NotFound;

    private static ContentRow Row(ContentFile file) => new(
        file.Id, file.Name, file.MediaType, file.Kind, file.Size, file.Sha256, file.Status, file.Rejection, file.CreatedBy, file.CreatedAt, file.Version)
    {
        CompanyId = file.CompanyId,
        ObjectId = file.ObjectId,
        HasThumbnail = file.HasThumbnail,
        Scorm = file.Scorm,
        DurationSeconds = file.DurationSeconds,
    };
}
