using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Invitations;

/// <summary>Invites the next people of a run, and remembers in the same transaction how far it has come.</summary>
/// <returns>Whether there is nobody left.</returns>
[RetryOnConflict]
[PlatformScope]
public sealed record InviteNextPortionCommand(Guid RunId) : ICommand<bool>
{
    public const int MaxPeople = 200;
}

internal sealed class InviteNextPortionHandler(
    IRepository<InvitationRun> runs,
    IRepository<Company> companies,
    IRepository<User> users,
    IMailAllowances allowances,
    InvitationLetters invitations,
    TimeProvider clock) : ICommandHandler<InviteNextPortionCommand, bool>
{
    public async Task<ErrorOr<bool>> Handle(InviteNextPortionCommand request, CancellationToken cancellationToken)
    {
        if (await runs.GetByIdAsync(request.RunId, cancellationToken) is not { Status: not InvitationRunStatus.Completed } run)
        {
            return true;
        }

        // Nothing is sent for a suspended company; what has been asked for before is not made up for later.
        if (await companies.GetByIdAsync(run.CompanyId, cancellationToken) is not { Status: CompanyStatus.Active } company)
        {
            run.Complete(clock.GetUtcNow());
            return true;
        }

        var portion = await users.ListAsync(
            new UninvitedPeopleSpec(run.People, run.ReachedUserId, InviteNextPortionCommand.MaxPeople), cancellationToken);
        var allowed = await allowances.Take(MailReason.Invitation, [.. portion.Select(user => user.Email)], cancellationToken);
        var invited = portion.Count(user => allowed.Contains(user.Email) && !invitations.Send(user, company).IsError);
        run.Advance(invited, portion.Count - invited, portion.LastOrDefault()?.Id);
        var isLast = portion.Count < InviteNextPortionCommand.MaxPeople;
        if (isLast)
        {
            run.Complete(clock.GetUtcNow());
        }

        return isLast;
    }
}

internal sealed class InvitationWorker(ICompanyScope companies) : IWorkHandler
{
    public WorkKind Kind => WorkKind.Invitations;

    public async Task<WorkOutcome> Handle(WorkItem item, CancellationToken ct)
    {
        while (true)
        {
            var portion = await companies.Send(item.CompanyId, new InviteNextPortionCommand(item.SubjectId), ct);
            if (portion.IsError)
            {
                return WorkOutcome.Failed(portion.FirstError.Code);
            }

            if (portion.Value)
            {
                return WorkOutcome.Done;
            }
        }
    }
}
