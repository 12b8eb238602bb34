using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Platform;

namespace SecurityTraining.Application.Platform.Looks;

[RequirePermission(Permission.OperatePlatform)]
public sealed record GetLookQuery(Guid CompanyId, Guid LookId) : IQuery<LookRow>;

internal sealed class GetLookHandler(IReader<CompanyLook> looks, ITenant tenant) : IQueryHandler<GetLookQuery, LookRow>
{
    public async Task<ErrorOr<LookRow>> Handle(GetLookQuery request, CancellationToken cancellationToken)
    {
        tenant.Enter(request.CompanyId);
        return await looks.SingleOrDefaultAsync<LookRow>(new ByIdSpec<CompanyLook>(request.LookId), cancellationToken) is { } row
            ? row
            : PlatformErrors.LookNotFound;
    }
}
