using SecurityTraining.Application.Common.Settings;
using SecurityTraining.Application.Common.Storage;

namespace SecurityTraining.Application.Content;

/// <summary>Where whoever may see a file gets its bytes for the next minutes, without a header: for browsers and players.</summary>
internal sealed class ContentLinks(IDirectFiles direct, IContentTokens tokens, PublicAddress address, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Precision = TimeSpan.FromMinutes(1);

    /// <summary>The same for a minute, so that a browser that asks again finds what it has in its cache; five minutes ahead at most.</summary>
    public DateTimeOffset ExpiresAt
    {
        get
        {
            var now = clock.GetUtcNow();
            return now.AddTicks(-(now.Ticks % Precision.Ticks)) + Lifetime;
        }
    }

    public string ToFile(Guid companyId, Guid fileId, Guid objectId, string name, string mediaType) =>
        direct.LinkTo(ContentKeys.Kept(companyId, objectId), new FileAppearance(mediaType, ContentDownload.Disposition(name, mediaType)), Left)?.AbsoluteUri
        ?? Signed(ContentUse.File, companyId, fileId);

    public string ToThumbnail(Guid companyId, Guid fileId, Guid objectId) =>
        direct.LinkTo(ContentKeys.Thumbnail(companyId, objectId), new FileAppearance(IThumbnails.MediaType, "inline"), Left)?.AbsoluteUri
        ?? Signed(ContentUse.Thumbnail, companyId, fileId);

    private TimeSpan Left => ExpiresAt - clock.GetUtcNow();

    private string Signed(ContentUse use, Guid companyId, Guid fileId) =>
        address.Link("/content-files/" + tokens.Create(new ContentLink(use, companyId, fileId), ExpiresAt));
}
