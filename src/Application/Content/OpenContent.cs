using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Content;

[RequirePermission(Permission.ReadContent)]
public sealed record OpenContentQuery(Guid Id) : IQuery<ContentDownload>;

internal sealed class OpenContentHandler(ContentOpener opener) : IQueryHandler<OpenContentQuery, ContentDownload>
{
    public Task<ErrorOr<ContentDownload>> Handle(OpenContentQuery request, CancellationToken cancellationToken) =>
        opener.Open(request.Id, ContentUse.File, cancellationToken);
}
