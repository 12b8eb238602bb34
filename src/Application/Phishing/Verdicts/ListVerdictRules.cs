using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Verdicts;

/// <summary>What the company knows of the machines around it.</summary>
[RequirePermission(Permission.ReadPhishing)]
public sealed record ListVerdictRulesQuery(int? Page = null, int? PageSize = null, string? Sort = null)
    : IQuery<PagedList<VerdictRuleRow>>, IPagedQuery;

/// <param name="AddressRange">CIDR notation.</param>
/// <param name="UserAgent">Part of the <c>User-Agent</c> header, in any case.</param>
/// <param name="Application">How far it has got with the hits that were there before it.</param>
/// <param name="HitsChanged">How many of those got another verdict.</param>
public sealed record VerdictRuleRow(
    Guid Id,
    string? AddressRange,
    string? UserAgent,
    Verdict Verdict,
    string? Note,
    RuleApplication Application,
    int HitsChanged,
    DateTimeOffset CreatedAt,
    int Version) : IVersioned;

internal sealed class ListVerdictRulesValidator : AbstractValidator<ListVerdictRulesQuery>
{
    public ListVerdictRulesValidator()
    {
        this.ValidatePaging();
        ListVerdictRulesHandler.Sorting.Validate(this, query => query.Sort);
    }
}

internal sealed class ListVerdictRulesHandler(IReader<VerdictRule> rules) : IQueryHandler<ListVerdictRulesQuery, PagedList<VerdictRuleRow>>
{
    public static readonly SortFields<VerdictRule> Sorting = new SortFields<VerdictRule>("-createdAt")
        .Add("createdAt", rule => rule.CreatedAt)
        .Add("verdict", rule => rule.Verdict);

    public async Task<ErrorOr<PagedList<VerdictRuleRow>>> Handle(ListVerdictRulesQuery request, CancellationToken cancellationToken) =>
        await rules.PageAsync<VerdictRuleRow>(new SortedSpec(request.Sort), request, cancellationToken);

    private sealed class SortedSpec : Specification<VerdictRule>
    {
        public SortedSpec(string? sort) => Sorting.Apply(Query, sort);
    }
}

internal sealed class VerdictRuleProfile : Profile
{
    public VerdictRuleProfile() => CreateProjection<VerdictRule, VerdictRuleRow>();
}
