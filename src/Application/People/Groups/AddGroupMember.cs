using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Groups;

/// <summary>Whoever belongs to the group already stays in it.</summary>
[RetryOnConflict]
[RequirePermission(Permission.ManagePeople)]
public sealed record AddGroupMemberCommand(Guid Id, Guid UserId) : ICommand<Success>;

internal sealed class AddGroupMemberValidator : AbstractValidator<AddGroupMemberCommand>
{
    public AddGroupMemberValidator() => RuleFor(command => command.UserId).NotEmpty();
}

internal sealed class AddGroupMemberHandler(
    IRepository<Group> groups, IRepository<GroupMember> members, IRepository<User> users, TimeProvider clock)
    : ICommandHandler<AddGroupMemberCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(AddGroupMemberCommand request, CancellationToken cancellationToken)
    {
        if (await groups.GetByIdAsync(request.Id, cancellationToken) is not { } group)
        {
            return GroupErrors.NotFound;
        }

        if (!await users.AnyAsync(new ByIdSpec<User>(request.UserId), cancellationToken))
        {
            return UserErrors.NotFound;
        }

        var added = group.Add(request.UserId, clock.GetUtcNow());
        if (added.IsError)
        {
            return added.Errors;
        }

        if (!await members.AnyAsync(new GroupMemberSpec(group.Id, request.UserId), cancellationToken))
        {
            members.Add(added.Value);
            groups.Touch(group);
        }

        return Result.Success;
    }
}

internal sealed class GroupMemberSpec : SingleResultSpecification<GroupMember>
{
    public GroupMemberSpec(Guid groupId, Guid userId) => Query.Where(member => member.GroupId == groupId && member.UserId == userId);
}
