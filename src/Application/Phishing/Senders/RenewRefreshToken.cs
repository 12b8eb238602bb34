using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Senders;

/// <summary>Keeps the refresh token that a provider has handed out in place of the one before.</summary>
/// <param name="LoginChangedAt">Of the login that it was fetched with: it is of no use to another.</param>
[PlatformScope]
[RetryOnConflict]
public sealed record RenewRefreshTokenCommand(Guid ProfileId, DateTimeOffset LoginChangedAt, string RefreshToken) : ICommand<Success>;

internal sealed class RenewRefreshTokenValidator : AbstractValidator<RenewRefreshTokenCommand>
{
    public RenewRefreshTokenValidator() => RuleFor(command => command.RefreshToken).NotEmpty().MaximumLength(ServerLogin.MaxRefreshTokenLength);
}

internal sealed class RenewRefreshTokenHandler(IRepository<SendingProfile> profiles, ICompanySecrets secrets)
    : ICommandHandler<RenewRefreshTokenCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(RenewRefreshTokenCommand request, CancellationToken cancellationToken)
    {
        if (await profiles.GetByIdAsync(request.ProfileId, cancellationToken) is { } profile && profile.LoginChangedAt == request.LoginChangedAt)
        {
            profile.RenewRefreshToken(secrets.Protect(profile.CompanyId, SecretUse.MailServerLogin, request.RefreshToken));
        }

        return Result.Success;
    }
}
