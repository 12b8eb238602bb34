using FluentValidation;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Senders;

/// <summary>What an administrator decides about a sending profile; the same for a new one and for a change.</summary>
/// <param name="Host">A name or an address on the Internet, or in a network that the operator has named.</param>
/// <param name="SenderDomain">A verified domain of the company, or one of the installation's; it cannot be changed later.</param>
/// <param name="MaxPerSecond">0: as fast as the server takes them.</param>
/// <param name="MaxPerDomainPerHour">Tries for recipients of one domain within an hour of the clock; 0: no limit.</param>
/// <param name="Connections">That are kept open at once.</param>
/// <param name="Headers">Put into every mail; names that begin with <c>X-</c> and a few others, values in printable ASCII.</param>
public sealed record SendingProfileInput(
    string Name,
    string Host,
    string SenderDomain,
    int Port = 587,
    TransportSecurity Security = TransportSecurity.StartTls,
    int MaxPerSecond = 0,
    int MaxPerDomainPerHour = 0,
    int Connections = SendingLimits.DefaultConnections,
    IReadOnlyList<ExtraHeader>? Headers = null,
    SendingLoginInput? Login = null)
{
    internal SendingProfileSettings Settings => new(
        Name.Trim(),
        new MailServer(Host.Trim().ToLowerInvariant(), Port, Security),
        new SendingLimits(MaxPerSecond, MaxPerDomainPerHour, Connections),
        Headers ?? []);
}

/// <summary>How to log in at the mail server. Secrets are taken, never given back.</summary>
/// <param name="TokenEndpoint">Of XOAUTH2: https.</param>
/// <param name="RefreshToken">Of XOAUTH2; without one, access tokens are asked for with the client's own credentials.</param>
public sealed record SendingLoginInput(
    LoginKind Kind,
    string UserName,
    string? Password = null,
    string? TokenEndpoint = null,
    string? ClientId = null,
    string? ClientSecret = null,
    string? RefreshToken = null,
    string? Scope = null);

internal sealed class SendingProfileInputValidator : AbstractValidator<SendingProfileInput>
{
    public SendingProfileInputValidator(ISendingServers servers)
    {
        RuleFor(input => input.Name).NotEmpty().Text(SendingProfile.MaxNameLength);
        RuleFor(input => input.Host).NotEmpty().MaximumLength(MailServer.MaxHostLength);
        RuleFor(input => input.SenderDomain).NotEmpty().MaximumLength(DomainName.MaxLength)
            .Must(domain => DomainName.Normalize(domain) is not null).WithMessage(MailDomainErrors.Invalid.Description);
        RuleFor(input => input.Login!).SetValidator(new SendingLoginInputValidator(servers)).When(input => input.Login is not null);
        RuleFor(input => input.Port).InclusiveBetween(1, 65_535);
        RuleFor(input => input.Security).IsInEnum();
        RuleFor(input => input.Host).Custom((host, context) =>
        {
            var settings = context.InstanceToValidate;
            if (!string.IsNullOrWhiteSpace(host) && host.Length <= MailServer.MaxHostLength
                && servers.Check(new MailServer(host.Trim().ToLowerInvariant(), settings.Port, settings.Security)) is { IsError: true } unfit)
            {
                context.AddFailure(unfit.FirstError.Description);
            }
        });
        RuleFor(input => input.MaxPerSecond).InclusiveBetween(0, SendingLimits.MostPerSecond);
        RuleFor(input => input.MaxPerDomainPerHour).InclusiveBetween(0, SendingLimits.MostPerHour);
        RuleFor(input => input.Connections).InclusiveBetween(1, SendingLimits.MostConnections);
        RuleFor(input => input.Headers).Must(headers => headers is null || headers.Count <= SendingProfile.MaxHeaders)
            .WithMessage($"At most {SendingProfile.MaxHeaders} header fields.");
        RuleForEach(input => input.Headers).NotNull().ChildRules(header =>
        {
            header.RuleFor(field => field.Name).Must(ExtraHeader.IsAllowedName)
                .WithMessage("Not allowed: take a name that begins with X-, or one of those that the guide lists.");
            header.RuleFor(field => field.Value).Must(ExtraHeader.IsAllowedValue)
                .WithMessage($"One line of at most {ExtraHeader.MaxValueLength} printable ASCII characters.");
        });
    }
}

internal sealed class SendingLoginInputValidator : AbstractValidator<SendingLoginInput>
{
    public SendingLoginInputValidator(ISendingServers servers)
    {
        RuleFor(login => login.Kind).IsInEnum();
        RuleFor(login => login.UserName).NotEmpty().Text(ServerLogin.MaxUserNameLength);
        RuleFor(login => login.Password).Text(ServerLogin.MaxSecretLength);
        RuleFor(login => login.ClientSecret).Text(ServerLogin.MaxSecretLength);
        RuleFor(login => login.RefreshToken).Text(ServerLogin.MaxRefreshTokenLength);
        RuleFor(login => login.ClientId).Text(ServerLogin.MaxClientIdLength);
        RuleFor(login => login.Scope).Text(ServerLogin.MaxScopeLength);
        RuleFor(login => login.TokenEndpoint).MaximumLength(ServerLogin.MaxEndpointLength);
        When(login => login.Kind == LoginKind.Xoauth2, () =>
        {
            RuleFor(login => login.TokenEndpoint).Must(address => address is not null && servers.IsTokenEndpoint(address))
                .WithMessage("Must be an https address.");
            RuleFor(login => login.ClientId).NotEmpty();
        });
    }
}
