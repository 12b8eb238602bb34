using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Phishing.Simulations;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Domain.Phishing.Programmes;

namespace SecurityTraining.Application.Phishing.Programmes;

/// <summary>Has a simulation repeated. Where two people must agree, it runs only once somebody else has approved it.</summary>
[RequirePermission(Permission.ManagePhishing)]
public sealed record CreateProgrammeCommand(ProgrammeInput Programme) : ICommand<Guid>;

internal sealed class CreateProgrammeValidator : AbstractValidator<CreateProgrammeCommand>
{
    public CreateProgrammeValidator() => RuleFor(command => command.Programme).SetValidator(new ProgrammeInputValidator()).OverridePropertyName("");
}

internal sealed class CreateProgrammeHandler(
    IRepository<Programme> programmes,
    SimulationReferences references,
    ProgrammeCalendars calendars,
    PhishingPolicies policies,
    IWorkQueue queue,
    ICurrentUser me,
    TimeProvider clock) : ICommandHandler<CreateProgrammeCommand, Guid>
{
    public async Task<ErrorOr<Guid>> Handle(CreateProgrammeCommand request, CancellationToken cancellationToken)
    {
        if (me.UserId is null && (await policies.Get(cancellationToken)).RequiresApproval)
        {
            return PhishingPolicyErrors.ApprovalIsForPeople;
        }

        if (await programmes.CountAsync(new AnyProgrammeSpec(), cancellationToken) >= Programme.MaxPerCompany)
        {
            return ProgrammeErrors.TooMany;
        }

        var plan = request.Programme.Run.Plan;
        if (await references.Check(plan, cancellationToken) is { Count: > 0 } errors)
        {
            return errors;
        }

        var now = clock.GetUtcNow();
        var today = (await calendars.Get(cancellationToken)).DayOf(now);
        var rhythm = request.Programme.Rhythm.StartingBy(today);
        if (rhythm.EndsOn < rhythm.StartsOn)
        {
            return ProgrammeErrors.EndsBeforeStart.On("rhythm.endsOn");
        }

        var programme = Programme.Create(me.RequireCompanyId(), plan, rhythm, me.UserId, now);
        programmes.Add(programme);
        queue.Enqueue(WorkKind.ProgrammeRun, programme.Id, now, groupId: programme.Id);
        return programme.Id;
    }

    private sealed class AnyProgrammeSpec : Specification<Programme>;
}
