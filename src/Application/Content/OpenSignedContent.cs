using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Content;

namespace SecurityTraining.Application.Content;

/// <summary>For whoever has a link that has not expired: to a file, or to its thumbnail.</summary>
[Public]
public sealed record OpenSignedContentQuery(string Token) : IQuery<ContentDownload>;

internal sealed class OpenSignedContentHandler(IContentTokens tokens, ITenant tenant, ContentOpener opener)
    : IQueryHandler<OpenSignedContentQuery, ContentDownload>
{
    public async Task<ErrorOr<ContentDownload>> Handle(OpenSignedContentQuery request, CancellationToken cancellationToken)
    {
        if ((tokens.Read(ContentUse.File, request.Token) ?? tokens.Read(ContentUse.Thumbnail, request.Token)) is not { } link)
        {
            return ContentErrors.LinkInvalid;
        }

        tenant.Enter(link.CompanyId);
        return await opener.OpenLinked(link, cancellationToken);
    }
}
