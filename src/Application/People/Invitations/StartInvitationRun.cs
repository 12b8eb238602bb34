using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Invitations;

/// <summary>Invites many at once, imported people included: all who have no password yet, or those of them who are named.</summary>
[RequirePermission(Permission.ManagePeople)]
public sealed record StartInvitationRunCommand(
    bool? All = null, IReadOnlyList<Guid>? UserIds = null, IReadOnlyList<Guid>? DepartmentIds = null) : ICommand<Guid>;

internal sealed class StartInvitationRunValidator : AbstractValidator<StartInvitationRunCommand>
{
    public StartInvitationRunValidator()
    {
        RuleFor(command => command.All).Must((command, all) => all == true ? !NamesSomebody(command) : NamesSomebody(command))
            .WithMessage("Either all, or people and departments: name one of them.");
        RuleFor(command => command.UserIds).Must(ids => ids is null || ids.Count <= InvitedPeople.MaxUsers)
            .WithMessage($"At most {InvitedPeople.MaxUsers} people; choose departments instead.");
        RuleFor(command => command.DepartmentIds).Must(ids => ids is null || ids.Count <= InvitedPeople.MaxDepartments)
            .WithMessage($"At most {InvitedPeople.MaxDepartments} departments.");
    }

    private static bool NamesSomebody(StartInvitationRunCommand command) => command.UserIds is { Count: > 0 } || command.DepartmentIds is { Count: > 0 };
}

internal sealed class StartInvitationRunHandler(
    IRepository<InvitationRun> runs,
    IRepository<User> users,
    IRepository<Department> departments,
    IWorkQueue queue,
    ICurrentUser me,
    TimeProvider clock) : ICommandHandler<StartInvitationRunCommand, Guid>
{
    public async Task<ErrorOr<Guid>> Handle(StartInvitationRunCommand request, CancellationToken cancellationToken)
    {
        var people = new InvitedPeople(
            request.All == true, [.. (request.UserIds ?? []).Distinct()], [.. (request.DepartmentIds ?? []).Distinct()]);
        if (people.UserIds.Count > 0 && await users.CountAsync(new IdsSpec<User>(people.UserIds), cancellationToken) < people.UserIds.Count)
        {
            return ValidationErrors.For("userIds", UserErrors.NotFound.Description);
        }

        if (people.DepartmentIds.Count > 0
            && await departments.CountAsync(new IdsSpec<Department>(people.DepartmentIds), cancellationToken) < people.DepartmentIds.Count)
        {
            return ValidationErrors.For("departmentIds", DepartmentErrors.NotFound.Description);
        }

        var now = clock.GetUtcNow();
        var total = await users.CountAsync(new UninvitedPeopleSpec(people), cancellationToken);
        var run = InvitationRun.Queue(me.RequireCompanyId(), me.RequireCallerId(), people, total, now);
        runs.Add(run);
        queue.Enqueue(WorkKind.Invitations, run.Id, now);
        return run.Id;
    }
}
