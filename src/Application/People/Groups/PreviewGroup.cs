using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Groups;

/// <summary>Who would belong to a group with this rule: how many, and the first of them.</summary>
[RequirePermission(Permission.ReadPeople)]
public sealed record PreviewGroupQuery(GroupRule Rule, int? PageSize = null) : IQuery<PagedList<UserListRow>>, IPagedQuery
{
    int? IPagedQuery.Page => 1;
}

internal sealed class PreviewGroupValidator : AbstractValidator<PreviewGroupQuery>
{
    public PreviewGroupValidator()
    {
        this.ValidatePaging();
        RuleFor(query => query.Rule).NotNull().SetValidator(new GroupRuleValidator());
    }
}

internal sealed class PreviewGroupHandler(IReader<User> users, GroupRules rules, GroupCriteria criteria, ICurrentUser me)
    : IQueryHandler<PreviewGroupQuery, PagedList<UserListRow>>
{
    public async Task<ErrorOr<PagedList<UserListRow>>> Handle(PreviewGroupQuery request, CancellationToken cancellationToken)
    {
        var rule = await rules.Resolve(request.Rule, cancellationToken);
        if (rule.IsError)
        {
            return rule.Errors;
        }

        var members = await criteria.Meeting(rule.Value, cancellationToken);
        return await users.PageAsync<UserListRow>(new MembersSpec(members, me), request, cancellationToken);
    }
}
