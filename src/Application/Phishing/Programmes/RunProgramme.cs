using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Application.People;
using SecurityTraining.Application.Phishing.Simulations;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Domain.Phishing.Programmes;

namespace SecurityTraining.Application.Phishing.Programmes;

/// <summary>
/// Launches the simulation of a run whose time has come, and notes it in the same transaction: done again, there is nothing more to do. What
/// cannot be launched is noted with the reason, and the administrators are told.
/// </summary>
[PlatformScope]
[RetryOnConflict]
public sealed record RunProgrammeCommand(Guid Id) : ICommand<ProgrammeLook>;

/// <param name="NextAt">When to look again; null: never.</param>
public sealed record ProgrammeLook(DateTimeOffset? NextAt);

internal sealed class RunProgrammeValidator : AbstractValidator<RunProgrammeCommand>
{
    public RunProgrammeValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class RunProgrammeHandler(
    IRepository<Programme> programmes,
    IRepository<ProgrammeRun> runs,
    IRepository<Simulation> simulations,
    IRepository<Company> companies,
    IRepository<User> users,
    ProgrammeCalendars calendars,
    PhishingPolicies policies,
    SimulationLauncher launcher,
    IMailOutbox outbox,
    TimeProvider clock) : ICommandHandler<RunProgrammeCommand, ProgrammeLook>
{
    public async Task<ErrorOr<ProgrammeLook>> Handle(RunProgrammeCommand request, CancellationToken cancellationToken)
    {
        if (await programmes.GetByIdAsync(request.Id, cancellationToken) is not { } programme)
        {
            return new ProgrammeLook(NextAt: null);
        }

        var now = clock.GetUtcNow();
        var calendar = await calendars.Get(cancellationToken);
        if (programme.NextRun(calendar) is not { } run)
        {
            return Next(programme, calendar, now);
        }

        var company = (await companies.GetByIdAsync(programme.CompanyId, cancellationToken))!;
        if (run.At > now || !company.MaySend(now))
        {
            return new ProgrammeLook(run.At > now ? run.At : now + ProgrammeWorker.Interval);
        }

        if (programme.MayStart(run, calendar, now))
        {
            await Run(programme, run, programme.Rhythm.Occasion(run, calendar, company.Language), company, cancellationToken);
        }
        else
        {
            programme.PlanAnew(now);
            if (programme.NextRun(calendar)?.Period != run.Period)
            {
                await Note(ProgrammeRun.NotLaunched(programme, run, ProgrammeErrors.Missed, now), programme, company, cancellationToken);
                programme.End(run);
            }
        }

        return Next(programme, calendar, now);
    }

    private static ProgrammeLook Next(Programme programme, ProgrammeCalendar calendar, DateTimeOffset now) =>
        new(programme.NextRun(calendar)?.At ?? (programme.MayRunAgain(calendar, now) ? now.AddDays(1) : null));

    private async Task Run(Programme programme, PlannedRun run, string occasion, Company company, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var simulation = programme.Begin(occasion, (await policies.Get(ct)).RequiresApproval, now);
        var launched = simulation.IsError ? simulation.Errors : await launcher.Launch(simulation.Value, ct);
        programme.End(run);
        if (launched.IsError)
        {
            await Note(ProgrammeRun.NotLaunched(programme, run, launched.FirstError, now), programme, company, ct);
            return;
        }

        simulations.Add(simulation.Value);
        runs.Add(ProgrammeRun.Launched(programme, run, simulation.Value.Id, now));
    }

    private async Task Note(ProgrammeRun run, Programme programme, Company company, CancellationToken ct)
    {
        runs.Add(run);
        foreach (var administrator in await users.ListAsync(new ActiveAdministratorsSpec(), ct))
        {
            outbox.Send(administrator, new ProgrammeRunFailedMail(programme.Plan.Name, run.Reason!), company.Language);
        }
    }
}

/// <summary>Looks now and then, since holidays and clocks may be changed, and when a run is due. Killed in between, it looks again.</summary>
internal sealed class ProgrammeWorker(ICompanyScope companies, TimeProvider clock) : IWorkHandler
{
    public static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    public WorkKind Kind => WorkKind.ProgrammeRun;

    public async Task<WorkOutcome> Handle(WorkItem item, CancellationToken ct)
    {
        var look = await companies.Send(item.CompanyId, new RunProgrammeCommand(item.SubjectId), ct);
        if (look.IsError)
        {
            return new WorkOutcome(IsDone: false, look.FirstError.Code, Interval);
        }

        if (look.Value.NextAt is not { } next)
        {
            return WorkOutcome.Done;
        }

        var wait = next - clock.GetUtcNow();
        return WorkOutcome.Again(wait < TimeSpan.Zero ? TimeSpan.Zero : wait < Interval ? wait : Interval);
    }
}
