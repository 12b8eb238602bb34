using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Senders;

/// <summary>Adds a mail server that lures can go out through. Nothing is sent yet: a test mail shows whether it works.</summary>
[RequirePermission(Permission.ManagePhishing)]
public sealed record CreateSendingProfileCommand(SendingProfileInput Profile) : ICommand<Guid>;

internal sealed class CreateSendingProfileValidator : AbstractValidator<CreateSendingProfileCommand>
{
    public CreateSendingProfileValidator(ISendingServers servers) =>
        RuleFor(command => command.Profile).SetValidator(new SendingProfileInputValidator(servers)).OverridePropertyName("");
}

internal sealed class CreateSendingProfileHandler(
    IRepository<SendingProfile> profiles,
    IRepository<SendingHealth> healths,
    LureDomainRules domains,
    SendingLogins logins,
    ICurrentUser me,
    TimeProvider clock) : ICommandHandler<CreateSendingProfileCommand, Guid>
{
    public async Task<ErrorOr<Guid>> Handle(CreateSendingProfileCommand request, CancellationToken cancellationToken)
    {
        var senderDomain = DomainName.Normalize(request.Profile.SenderDomain)!;
        if ((await domains.Load(cancellationToken)).CheckSender($"any@{senderDomain}") is { IsError: true } refused)
        {
            return refused.Errors;
        }

        var companyId = me.RequireCompanyId();
        ServerLogin? login = null;
        if (request.Profile.Login is { } given)
        {
            var prepared = logins.Protect(companyId, given, before: null);
            if (prepared.IsError)
            {
                return prepared.Errors;
            }

            login = prepared.Value;
        }

        var profile = SendingProfile.Create(companyId, senderDomain, request.Profile.Settings, login, clock.GetUtcNow());
        profiles.Add(profile);
        healths.Add(SendingHealth.Of(profile));
        return profile.Id;
    }
}
