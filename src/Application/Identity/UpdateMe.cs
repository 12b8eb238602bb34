using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Identity;

/// <summary>What people may change about themselves; the rest is their company's to say.</summary>
/// <param name="FirstName">As mails address the person.</param>
/// <param name="LastName">As mails address the person.</param>
/// <param name="Language">Null: the company's.</param>
/// <param name="TimeZone">IANA name; null: the company's.</param>
/// <param name="AchievementsEnabled">Whether they see their points and badges, and others see them on the leaderboard.</param>
[Authenticated]
[DespiteUnpaid(EvenSuspended = true)]
public sealed record UpdateMeCommand(
    Optional<string> FirstName = default,
    Optional<string> LastName = default,
    Optional<string?> Language = default,
    Optional<string?> TimeZone = default,
    Optional<bool> AchievementsEnabled = default) : ICommand<Success>;

internal sealed class UpdateMeValidator : AbstractValidator<UpdateMeCommand>
{
    public UpdateMeValidator()
    {
        RuleFor(command => command.FirstName.Value).IsName(PersonName.MaxLength)
            .When(command => command.FirstName.IsSet).OverridePropertyName(nameof(UpdateMeCommand.FirstName));
        RuleFor(command => command.LastName.Value).IsName(PersonName.MaxLength)
            .When(command => command.LastName.IsSet).OverridePropertyName(nameof(UpdateMeCommand.LastName));
        RuleFor(command => command.Language.Value)
            .Must(language => language is null || Languages.Supported.Contains(language, StringComparer.Ordinal))
            .WithMessage($"One of {string.Join(", ", Languages.Supported)}, or null for the company's.")
            .OverridePropertyName(nameof(UpdateMeCommand.Language));
        RuleFor(command => command.TimeZone.Value)
            .Must(zone => zone is null || TimeZones.IsKnown(zone))
            .WithMessage("An IANA time zone such as Europe/Berlin, or null for the company's.")
            .OverridePropertyName(nameof(UpdateMeCommand.TimeZone));
    }
}

internal sealed class UpdateMeHandler(IRepository<User> users, ICurrentUser me) : ICommandHandler<UpdateMeCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(UpdateMeCommand command, CancellationToken cancellationToken)
    {
        if (await users.GetByIdAsync(me.RequireUserId(), cancellationToken) is not { } user)
        {
            return UserErrors.NotFound;
        }

        var profile = user.Profile;
        user.SetProfile(profile with
        {
            Name = new PersonName(
                command.FirstName.Or(profile.Name.FirstName).Trim(),
                command.LastName.Or(profile.Name.LastName).Trim()),
            Language = command.Language.Or(profile.Language),
            TimeZone = command.TimeZone.Or(profile.TimeZone),
        });
        user.ShowAchievements(command.AchievementsEnabled.Or(!user.AchievementsOff));
        return Result.Success;
    }
}
