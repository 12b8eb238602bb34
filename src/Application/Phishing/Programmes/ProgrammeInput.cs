using FluentValidation;
using SecurityTraining.Application.Phishing.Simulations;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Domain.Phishing.Programmes;

namespace SecurityTraining.Application.Phishing.Programmes;

/// <summary>What an administrator decides about a programme; but for the name and the rhythm, the same as for one simulation.</summary>
/// <param name="Name">Each run's simulation is called so, with its month or day.</param>
/// <param name="Recipients">Whoever is meant at the time of a run.</param>
/// <param name="SpreadMinutes">The mails of a run go out evenly over so many minutes after its start; 0: all at once.</param>
public sealed record ProgrammeInput(
    string Name,
    ProgrammeRhythmInput Rhythm,
    IReadOnlyList<Guid> TemplateIds,
    SimulationRecipients Recipients,
    int SpreadMinutes = 0,
    string? SenderName = null,
    string? SenderAddress = null,
    SendTiming? Timing = null,
    LureSelection Selection = LureSelection.Random,
    IReadOnlyList<int>? TemplateWeights = null,
    Guid? SendingProfileId = null)
{
    internal SimulationInput Run => new(
        Name,
        TemplateIds,
        Recipients,
        StartsAt: null,
        SpreadMinutes,
        SenderName,
        SenderAddress,
        EndsAt: null,
        Timing,
        Selection,
        TemplateWeights,
        SendingProfileId);

    internal static ProgrammeInput Of(Programme programme)
    {
        var plan = programme.Plan;
        return new ProgrammeInput(
            plan.Name,
            ProgrammeRhythmInput.Of(programme.Rhythm),
            plan.TemplateIds,
            SimulationRecipients.Of(plan.Audience),
            plan.SpreadMinutes,
            plan.SenderName,
            plan.SenderAddress,
            plan.Timing,
            plan.Selection,
            plan.TemplateWeights,
            plan.SendingProfileId);
    }
}

/// <summary>How often a programme runs. Days and hours are the company's; public holidays of its calendar and blackouts are no working days.</summary>
/// <param name="From">A run starts at a random moment from then on.</param>
/// <param name="To">And before this one, on the same day.</param>
/// <param name="WorkingDay">The so many-th working day of the week, month or quarter, or its last if it has fewer; absent: one at random.</param>
/// <param name="StartsOn">Absent: today. The first run is tomorrow at the earliest.</param>
/// <param name="EndsOn">The last day of a run; absent: it goes on.</param>
public sealed record ProgrammeRhythmInput(
    RunFrequency Frequency, TimeOnly From, TimeOnly To, int? WorkingDay = null, DateOnly? StartsOn = null, DateOnly? EndsOn = null)
{
    internal ProgrammeRhythm StartingBy(DateOnly today) => new(Frequency, WorkingDay, StartsOn ?? today, EndsOn, From, To);

    internal static ProgrammeRhythmInput Of(ProgrammeRhythm rhythm) =>
        new(rhythm.Frequency, rhythm.From, rhythm.To, rhythm.WorkingDay, rhythm.StartsOn, rhythm.EndsOn);
}

internal sealed class ProgrammeInputValidator : AbstractValidator<ProgrammeInput>
{
    public ProgrammeInputValidator()
    {
        RuleFor(input => input.Name).MaximumLength(Programme.MaxNameLength);
        RuleFor(input => input.Run).SetValidator(new SimulationInputValidator()).OverridePropertyName("");
        RuleFor(input => input.Rhythm).NotNull();
        RuleFor(input => input.Rhythm).SetValidator(new ProgrammeRhythmValidator()).When(input => input.Rhythm is not null);
    }
}

internal sealed class ProgrammeRhythmValidator : AbstractValidator<ProgrammeRhythmInput>
{
    private const int LastYear = 2999;

    public ProgrammeRhythmValidator()
    {
        RuleFor(rhythm => rhythm.Frequency).IsInEnum();
        RuleFor(rhythm => rhythm.WorkingDay)
            .Must((rhythm, day) => day is null || (day >= 1 && day <= ProgrammeRhythm.MaxWorkingDay(rhythm.Frequency)))
            .WithMessage("From 1 to the number of days in the week, month or quarter.");
        RuleFor(rhythm => rhythm.From).Must(BeWholeMinute).WithMessage("Whole minutes only.");
        RuleFor(rhythm => rhythm.To).Must(BeWholeMinute).WithMessage("Whole minutes only.");
        RuleFor(rhythm => rhythm.To).Must((rhythm, to) => to > rhythm.From).WithMessage("Must lie after the beginning.");
        RuleFor(rhythm => rhythm.StartsOn).Must(day => day is null || day.Value.Year <= LastYear).WithMessage($"Not after {LastYear}.");
        RuleFor(rhythm => rhythm.EndsOn).Must(day => day is null || day.Value.Year <= LastYear).WithMessage($"Not after {LastYear}.");
        RuleFor(rhythm => rhythm.EndsOn).Must((rhythm, end) => end is null || rhythm.StartsOn is null || end >= rhythm.StartsOn)
            .WithMessage("Must not lie before the beginning.");
    }

    private static bool BeWholeMinute(TimeOnly time) => time.Ticks % TimeSpan.TicksPerMinute == 0;
}
