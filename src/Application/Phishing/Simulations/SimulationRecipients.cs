using FluentValidation;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Simulations;

/// <summary>Everybody, or chosen people and everybody in chosen departments (with all that lies below them) and groups.</summary>
/// <param name="Excluded">Who gets nothing although they are meant by the rest.</param>
public sealed record SimulationRecipients(
    bool? All = null,
    IReadOnlyList<Guid>? UserIds = null,
    IReadOnlyList<Guid>? DepartmentIds = null,
    IReadOnlyList<Guid>? GroupIds = null,
    ExcludedRecipients? Excluded = null)
{
    internal Audience Audience => new(
        All == true, [.. (UserIds ?? []).Distinct()], [.. (DepartmentIds ?? []).Distinct()], [.. (GroupIds ?? []).Distinct()])
    {
        Excluded = Excluded is null
            ? null
            : new Exclusions(
                [.. (Excluded.UserIds ?? []).Distinct()], [.. (Excluded.DepartmentIds ?? []).Distinct()], [.. (Excluded.GroupIds ?? []).Distinct()]),
    };

    internal static SimulationRecipients Of(Audience audience) => new(
        audience.All,
        audience.UserIds,
        audience.DepartmentIds,
        audience.GroupIds,
        audience.Excluded is { } excluded ? new ExcludedRecipients(excluded.UserIds, excluded.DepartmentIds, excluded.GroupIds) : null);
}

/// <summary>Named people, and everybody in the named departments (with all that lies below them) and groups.</summary>
public sealed record ExcludedRecipients(
    IReadOnlyList<Guid>? UserIds = null, IReadOnlyList<Guid>? DepartmentIds = null, IReadOnlyList<Guid>? GroupIds = null);

internal sealed class SimulationRecipientsValidator : AbstractValidator<SimulationRecipients>
{
    public SimulationRecipientsValidator()
    {
        RuleFor(recipients => recipients).Must(BeOneKind).OverridePropertyName("")
            .WithMessage("Either all, or people, departments and groups: name one of them.");
        RuleFor(recipients => recipients.UserIds).Must(ids => ids is null || ids.Count <= Audience.MaxUsers)
            .WithMessage($"At most {Audience.MaxUsers} people; choose departments instead.");
        RuleFor(recipients => recipients.GroupIds).Must(ids => ids is null || ids.Count <= Audience.MaxGroups)
            .WithMessage($"At most {Audience.MaxGroups} groups.");
        RuleFor(recipients => recipients.DepartmentIds).Must(ids => ids is null || ids.Count <= Audience.MaxDepartments)
            .WithMessage($"At most {Audience.MaxDepartments} departments.");
        RuleFor(recipients => recipients.Excluded).ChildRules(excluded =>
        {
            excluded.RuleFor(part => part!.UserIds).Must(ids => ids is null || ids.Count <= Audience.MaxUsers)
                .WithMessage($"At most {Audience.MaxUsers} people; choose groups instead.");
            excluded.RuleFor(part => part!.GroupIds).Must(ids => ids is null || ids.Count <= Audience.MaxGroups)
                .WithMessage($"At most {Audience.MaxGroups} groups.");
            excluded.RuleFor(part => part!.DepartmentIds).Must(ids => ids is null || ids.Count <= Audience.MaxDepartments)
                .WithMessage($"At most {Audience.MaxDepartments} departments.");
        }).When(recipients => recipients.Excluded is not null);
    }

    private static bool BeOneKind(SimulationRecipients recipients)
    {
        var names = (recipients.UserIds?.Count ?? 0) + (recipients.DepartmentIds?.Count ?? 0) + (recipients.GroupIds?.Count ?? 0) > 0;
        return recipients.All == true ? !names : names;
    }
}
