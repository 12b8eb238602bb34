using FluentValidation;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Simulations;

/// <summary>What an administrator decides about a simulation; the same for a new one and for a change.</summary>
/// <param name="TemplateIds">One or more lures; each person gets one of them, in their own language where there is one.</param>
/// <param name="StartsAt">For a simulation that is to be scheduled.</param>
/// <param name="SpreadMinutes">The mails go out evenly over so many minutes; 0: all at once.</param>
/// <param name="SenderAddress">Absent: the lure's own local part at the sending profile's domain, or the installation's.</param>
/// <param name="SendingProfileId">Absent: the installation's own mail server.</param>
public sealed record SimulationInput(
    string Name,
    IReadOnlyList<Guid> TemplateIds,
    SimulationRecipients Recipients,
    DateTimeOffset? StartsAt = null,
    int SpreadMinutes = 0,
    string? SenderName = null,
    string? SenderAddress = null,
    Guid? SendingProfileId = null)
{
    internal SimulationPlan Plan => new(
        Name.Trim(),
        [.. TemplateIds.Distinct()],
        new Audience(
            Recipients.All == true,
            [.. (Recipients.UserIds ?? []).Distinct()],
            [.. (Recipients.DepartmentIds ?? []).Distinct()],
            [.. (Recipients.GroupIds ?? []).Distinct()]),
        StartsAt,
        SpreadMinutes,
        string.IsNullOrWhiteSpace(SenderName) ? null : SenderName.Trim(),
        SenderAddress is null ? null : EmailAddress.Parse(SenderAddress).Value.Value)
    {
        SendingProfileId = SendingProfileId,
    };
}

/// <summary>Everybody, or chosen people and everybody in chosen departments (with all that lies below them) and groups.</summary>
public sealed record SimulationRecipients(
    bool? All = null, IReadOnlyList<Guid>? UserIds = null, IReadOnlyList<Guid>? DepartmentIds = null, IReadOnlyList<Guid>? GroupIds = null);

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
        RuleFor(input => input.Recipients).Must(BeOneKind).When(input => input.Recipients is not null)
            .WithMessage("Either all, or people, departments and groups: name one of them.");
        RuleFor(input => input.Recipients.UserIds).Must(ids => ids is null || ids.Count <= Audience.MaxUsers)
            .When(input => input.Recipients is not null).WithMessage($"At most {Audience.MaxUsers} people; choose departments instead.");
        RuleFor(input => input.Recipients.GroupIds).Must(ids => ids is null || ids.Count <= Audience.MaxGroups)
            .When(input => input.Recipients is not null).WithMessage($"At most {Audience.MaxGroups} groups.");
        RuleFor(input => input.Recipients.DepartmentIds).Must(ids => ids is null || ids.Count <= Audience.MaxDepartments)
            .When(input => input.Recipients is not null).WithMessage($"At most {Audience.MaxDepartments} departments.");
    }

    private static bool BeOneKind(SimulationRecipients recipients)
    {
        var names = (recipients.UserIds?.Count ?? 0) + (recipients.DepartmentIds?.Count ?? 0) + (recipients.GroupIds?.Count ?? 0) > 0;
        return recipients.All == true ? !names : names;
    }
}
