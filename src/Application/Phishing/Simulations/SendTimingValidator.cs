using FluentValidation;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Simulations;

internal sealed class SendTimingValidator : AbstractValidator<SendTiming>
{
    public SendTimingValidator()
    {
        RuleFor(timing => timing.JitterMinutes).InclusiveBetween(0, SendTiming.MaxJitterMinutes);
        RuleFor(timing => timing.MaxPerHourAndDomain).InclusiveBetween(1, SendTiming.MaxMailsPerHour);
        RuleFor(timing => timing.BusinessHours).ChildRules(hours =>
        {
            hours.RuleFor(part => part!.From).Must(BeWholeMinute).WithMessage("Whole minutes only.");
            hours.RuleFor(part => part!.To).Must(BeWholeMinute).WithMessage("Whole minutes only.");
            hours.RuleFor(part => part!.To).Must((part, to) => to > part!.From).WithMessage("Must lie after the beginning.");
            hours.RuleFor(part => part!.Weekdays).NotEmpty()
                .Must(days => days is null || (days.Count <= 7 && days.Distinct().Count() == days.Count && days.All(Enum.IsDefined)))
                .WithMessage("Each day of the week at most once.");
        }).When(timing => timing.BusinessHours is not null);
        RuleFor(timing => timing.Blackouts).Must(blackouts => blackouts is null || blackouts.Count <= SendTiming.MaxBlackouts)
            .WithMessage($"At most {SendTiming.MaxBlackouts} blackouts.");
        RuleForEach(timing => timing.Blackouts).NotNull().ChildRules(blackout =>
            blackout.RuleFor(part => part.To).Must((part, to) => to >= part.From).WithMessage("Must not lie before the beginning."));
    }

    private static bool BeWholeMinute(TimeOnly time) => time.Ticks % TimeSpan.TicksPerMinute == 0;
}
