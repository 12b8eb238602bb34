using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Verdicts;

[RequirePermission(Permission.ReadPhishing)]
public sealed record GetVerdictRuleQuery(Guid Id) : IQuery<VerdictRuleRow>;

internal sealed class GetVerdictRuleHandler(IReader<VerdictRule> rules) : IQueryHandler<GetVerdictRuleQuery, VerdictRuleRow>
{
    public async Task<ErrorOr<VerdictRuleRow>> Handle(GetVerdictRuleQuery request, CancellationToken cancellationToken) =>
        await rules.SingleOrDefaultAsync<VerdictRuleRow>(new ByIdSpec<VerdictRule>(request.Id), cancellationToken) is { } rule
            ? rule
            : VerdictRuleErrors.NotFound;
}
