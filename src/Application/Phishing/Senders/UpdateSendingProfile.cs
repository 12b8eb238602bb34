using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Senders;

/// <summary>
/// Changes the members that are given. Another host, port or security needs the login's secrets again, and so does another user or token
/// endpoint: what was given for one is not sent to another.
/// </summary>
[RequirePermission(Permission.ManagePhishing)]
public sealed record UpdateSendingProfileCommand(Guid Id, SendingProfileChanges Changes) : ICommand<Success>;

/// <summary>The members of <see cref="SendingProfileInput"/>; those that are absent stay as they are.</summary>
/// <param name="Login">Null: from now on without one.</param>
public sealed record SendingProfileChanges(
    Optional<string> Name = default,
    Optional<string> Host = default,
    Optional<int> Port = default,
    Optional<TransportSecurity> Security = default,
    Optional<int> MaxPerSecond = default,
    Optional<int> MaxPerDomainPerHour = default,
    Optional<int> Connections = default,
    Optional<IReadOnlyList<ExtraHeader>?> Headers = default,
    Optional<SendingLoginInput?> Login = default)
{
    internal SendingProfileInput Over(SendingProfile profile) => new(
        Name.Or(profile.Name),
        Host.Or(profile.Server.Host),
        profile.SenderDomain,
        Port.Or(profile.Server.Port),
        Security.Or(profile.Server.Security),
        MaxPerSecond.Or(profile.Limits.MaxPerSecond),
        MaxPerDomainPerHour.Or(profile.Limits.MaxPerDomainPerHour),
        Connections.Or(profile.Limits.Connections),
        Headers.Or(profile.Headers),
        Login.Or(null));
}

internal sealed class UpdateSendingProfileValidator : AbstractValidator<UpdateSendingProfileCommand>
{
    public UpdateSendingProfileValidator() => RuleFor(command => command.Changes).NotNull();
}

internal sealed class UpdateSendingProfileHandler(
    IRepository<SendingProfile> profiles, IValidator<SendingProfileInput> validator, SendingLogins logins, TimeProvider clock)
    : ICommandHandler<UpdateSendingProfileCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(UpdateSendingProfileCommand request, CancellationToken cancellationToken)
    {
        if (await profiles.GetByIdAsync(request.Id, cancellationToken) is not { } profile)
        {
            return SendingProfileErrors.NotFound;
        }

        // Only together with what stays can it be said whether a change makes sense.
        var input = request.Changes.Over(profile);
        if (validator.Validate(input) is { IsValid: false } invalid)
        {
            return invalid.Errors.ConvertAll(failure => ValidationErrors.For(failure.PropertyName, failure.ErrorMessage));
        }

        var settings = input.Settings;
        var now = clock.GetUtcNow();
        ServerLogin? login = null;
        if (input.Login is { } given)
        {
            var prepared = logins.Protect(profile.CompanyId, given, settings.Server == profile.Server ? profile.Login : null);
            if (prepared.IsError)
            {
                return prepared.Errors;
            }

            login = prepared.Value;
        }
        else if (request.Changes.Login.IsSet)
        {
            profile.ForgetLogin(now);
        }

        return profile.Change(settings, login, now) is { IsError: true } refused ? refused.Errors.On("login") : Result.Success;
    }
}
