using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Groups;

[RetryOnConflict]
[RequirePermission(Permission.ManagePeople)]
public sealed record UpdateGroupCommand(Guid Id, GroupChanges Changes) : ICommand<Success>;

public sealed record GroupChanges(
    Optional<string> Name = default, Optional<string?> Description = default, Optional<GroupRule?> Rule = default);

internal sealed class UpdateGroupValidator : AbstractValidator<UpdateGroupCommand>
{
    public UpdateGroupValidator()
    {
        this.IfSet(command => command.Changes.Name, name => name.NotEmpty().Text(Group.MaxNameLength));
        this.IfSet(command => command.Changes.Description, description => description.Text(Group.MaxDescriptionLength));
        this.IfSet(command => command.Changes.Rule, rule => rule.SetValidator(new GroupRuleValidator()!));
    }
}

internal sealed class UpdateGroupHandler(IRepository<Group> groups, GroupRules rules) : ICommandHandler<UpdateGroupCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(UpdateGroupCommand request, CancellationToken cancellationToken)
    {
        var changes = request.Changes;
        if (await groups.GetByIdAsync(request.Id, cancellationToken) is not { } group)
        {
            return GroupErrors.NotFound;
        }

        var name = changes.Name.Or(group.Name);
        var namesake = await groups.SingleOrDefaultAsync(new GroupByNameSpec(name), cancellationToken);
        if (namesake is not null && namesake.Id != group.Id)
        {
            return GroupErrors.NameTaken;
        }

        group.Describe(name, changes.Description.Or(group.Description).TrimToNull());
        if (changes.Rule is not { IsSet: true, Value: var rule })
        {
            return Result.Success;
        }

        if (rule is null)
        {
            return group.ChangeRule(rule: null);
        }

        var resolved = await rules.Resolve(rule, cancellationToken);
        return resolved.IsError ? resolved.Errors : group.ChangeRule(resolved.Value);
    }
}
