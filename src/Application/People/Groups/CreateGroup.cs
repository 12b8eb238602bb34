using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Groups;

/// <param name="Rule">Absent: members are named one by one.</param>
[RetryOnConflict]
[RequirePermission(Permission.ManagePeople)]
public sealed record CreateGroupCommand(string Name, string? Description = null, GroupRule? Rule = null) : ICommand<Guid>;

internal sealed class CreateGroupValidator : AbstractValidator<CreateGroupCommand>
{
    public CreateGroupValidator()
    {
        RuleFor(command => command.Name).NotEmpty().Text(Group.MaxNameLength);
        RuleFor(command => command.Description).Text(Group.MaxDescriptionLength);
        RuleFor(command => command.Rule!).SetValidator(new GroupRuleValidator()).When(command => command.Rule is not null);
    }
}

internal sealed class CreateGroupHandler(IRepository<Group> groups, GroupRules rules, ICurrentUser me, TimeProvider clock)
    : ICommandHandler<CreateGroupCommand, Guid>
{
    public async Task<ErrorOr<Guid>> Handle(CreateGroupCommand request, CancellationToken cancellationToken)
    {
        if (await groups.AnyAsync(new GroupByNameSpec(request.Name), cancellationToken))
        {
            return GroupErrors.NameTaken;
        }

        var rule = request.Rule;
        if (rule is not null)
        {
            var resolved = await rules.Resolve(rule, cancellationToken);
            if (resolved.IsError)
            {
                return resolved.Errors;
            }

            rule = resolved.Value;
        }

        var group = Group.Create(me.RequireCompanyId(), request.Name, request.Description.TrimToNull(), rule, clock.GetUtcNow());
        groups.Add(group);
        return group.Id;
    }
}

/// <summary>The group of this name, in any case.</summary>
internal sealed class GroupByNameSpec : SingleResultSpecification<Group>
{
    public GroupByNameSpec(string name)
    {
        var normalized = Group.Normalize(name);
        Query.Where(group => group.NormalizedName == normalized);
    }
}
