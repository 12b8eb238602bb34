using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Groups;

/// <summary>Whoever does not belong to the group has been removed already.</summary>
[RetryOnConflict]
[RequirePermission(Permission.ManagePeople)]
public sealed record RemoveGroupMemberCommand(Guid Id, Guid UserId) : ICommand<Success>;

internal sealed class RemoveGroupMemberValidator : AbstractValidator<RemoveGroupMemberCommand>
{
    public RemoveGroupMemberValidator() => RuleFor(command => command.UserId).NotEmpty();
}

internal sealed class RemoveGroupMemberHandler(IRepository<Group> groups, IRepository<GroupMember> members, IRepository<User> users)
    : ICommandHandler<RemoveGroupMemberCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(RemoveGroupMemberCommand request, CancellationToken cancellationToken)
    {
        if (await groups.GetByIdAsync(request.Id, cancellationToken) is not { } group)
        {
            return GroupErrors.NotFound;
        }

        if (group.Rule is not null)
        {
            return GroupErrors.RuleDecides;
        }

        if (!await users.AnyAsync(new ByIdSpec<User>(request.UserId), cancellationToken))
        {
            return UserErrors.NotFound;
        }

        if (await members.SingleOrDefaultAsync(new GroupMemberSpec(group.Id, request.UserId), cancellationToken) is { } member)
        {
            members.Remove(member);
            groups.Touch(group);
        }

        return Result.Success;
    }
}
