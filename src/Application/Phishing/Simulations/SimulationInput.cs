using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Phishing.WorksCouncil;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Simulations;

/// <summary>What an administrator decides about a simulation; the same for a new one and for a change.</summary>
/// <param name="TemplateIds">One or more lures; each person gets one of them, in their own language where there is one.</param>
/// <param name="StartsAt">For a simulation that is to be scheduled.</param>
/// <param name="SpreadMinutes">The mails go out evenly over so many minutes; 0: all at once.</param>
/// <param name="SenderAddress">Absent: the lure's own local part at the sending profile's domain, or the installation's.</param>
/// <param name="EndsAt">The mails go out evenly until then; instead of <paramref name="SpreadMinutes"/>.</param>
/// <param name="Timing">Hours, days and limits for sending; absent: none.</param>
/// <param name="TemplateWeights">How often each template comes (1 to 100), in the order of <paramref name="TemplateIds"/>; absent: all as often.</param>
/// <param name="SendingProfileId">Absent: the installation's own mail server.</param>
/// <param name="WorksCouncil">Of a new simulation only: keeps results by pseudonym, for good. Absent: by name.</param>
public sealed record SimulationInput(
    string Name,
    IReadOnlyList<Guid> TemplateIds,
    SimulationRecipients Recipients,
    DateTimeOffset? StartsAt = null,
    int SpreadMinutes = 0,
    string? SenderName = null,
    string? SenderAddress = null,
    DateTimeOffset? EndsAt = null,
    SendTiming? Timing = null,
    LureSelection Selection = LureSelection.Random,
    IReadOnlyList<int>? TemplateWeights = null,
    Guid? SendingProfileId = null,
    WorksCouncilInput? WorksCouncil = null)
{
    internal SimulationPlan Plan => new(
        Name.Trim(),
        [.. TemplateIds.Distinct()],
        Recipients.Audience,
        StartsAt,
        SpreadMinutes,
        string.IsNullOrWhiteSpace(SenderName) ? null : SenderName.Trim(),
        SenderAddress is null ? null : EmailAddress.Parse(SenderAddress).Value.Value)
    {
        EndsAt = EndsAt,
        Timing = Timing,
        Selection = Selection,
        TemplateWeights = TemplateWeights,
        SendingProfileId = SendingProfileId,
    };
}

internal sealed class SimulationInputValidator : AbstractValidator<SimulationInput>
{
    public SimulationInputValidator()
    {
        RuleFor(input => input.Name).NotEmpty().MaximumLength(Simulation.MaxNameLength);
        RuleFor(input => input.TemplateIds).NotEmpty().Must(ids => ids is null || ids.Count <= Simulation.MaxTemplates)
            .WithMessage($"At most {Simulation.MaxTemplates} templates.");
        RuleFor(input => input.SpreadMinutes).InclusiveBetween(0, Simulation.MaxSpreadMinutes);
        RuleFor(input => input.SenderName).MaximumLength(LureContent.MaxSenderNameLength)
            .Must(name => name?.Any(char.IsControl) != true).WithMessage("One line only.");
        RuleFor(input => input.SenderAddress).Must(address => address is null || EmailAddress.IsValid(address))
            .WithMessage(EmailAddressErrors.Invalid.Description);
        RuleFor(input => input.Recipients).NotNull();
        RuleFor(input => input.Recipients).SetValidator(new SimulationRecipientsValidator()).When(input => input.Recipients is not null);
        RuleFor(input => input.StartsAt).IsInReach();
        RuleFor(input => input.EndsAt).IsInReach();
        RuleFor(input => input.EndsAt).Must((input, end) => end is null || input.SpreadMinutes == 0)
            .WithMessage("Either an end or a spread: name one of them.");
        RuleFor(input => input.EndsAt).Must((input, end) => end is null || input.StartsAt is null || end > input.StartsAt)
            .WithMessage(SendWindowErrors.EndBeforeStart.Description);
        RuleFor(input => input.Timing).SetValidator(new SendTimingValidator()!).When(input => input.Timing is not null);
        RuleFor(input => input.Selection).IsInEnum();
        RuleFor(input => input.WorksCouncil).SetValidator(new WorksCouncilInputValidator()!).When(input => input.WorksCouncil is not null);
        RuleFor(input => input.TemplateWeights)
            .Must((input, weights) => weights is null
                || (weights.Count == input.TemplateIds?.Count && input.TemplateIds.Distinct().Count() == weights.Count
                    && weights.All(weight => weight is >= 1 and <= SimulationPlan.MaxWeight)))
            .WithMessage($"One weight from 1 to {SimulationPlan.MaxWeight} for each template, and no template twice.");
    }
}
