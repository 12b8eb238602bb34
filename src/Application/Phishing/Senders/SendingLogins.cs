using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Senders;

/// <summary>Encrypts what a login holds, and lets a secret that was given before go nowhere else than it was given for.</summary>
internal sealed class SendingLogins(ICompanySecrets secrets)
{
    /// <param name="before">The login that is there, if it was given for the same server.</param>
    public ErrorOr<ServerLogin> Protect(Guid companyId, SendingLoginInput input, ServerLogin? before)
    {
        var known = before is not null
            && (before.Kind, before.UserName, before.TokenEndpoint, before.ClientId) == (input.Kind, input.UserName, input.TokenEndpoint, input.ClientId)
                ? before
                : null;
        byte[]? Secret(string? given, byte[]? kept) =>
            string.IsNullOrEmpty(given) ? kept : secrets.Protect(companyId, SecretUse.MailServerLogin, given);

        if (input.Kind == LoginKind.Password)
        {
            return Secret(input.Password, known?.ProtectedPassword) is { } password
                ? new ServerLogin(LoginKind.Password, input.UserName, password)
                : SendingProfileErrors.SecretRequired.On("login.password");
        }

        // A public client has a refresh token and no secret; client credentials are the other way round.
        var clientSecret = Secret(input.ClientSecret, known?.ProtectedClientSecret);
        var refreshToken = Secret(input.RefreshToken, known?.ProtectedRefreshToken);
        return clientSecret is null && refreshToken is null
            ? SendingProfileErrors.SecretRequired.On("login.clientSecret")
            : new ServerLogin(
                LoginKind.Xoauth2,
                input.UserName,
                TokenEndpoint: input.TokenEndpoint,
                ClientId: input.ClientId,
                ProtectedClientSecret: clientSecret,
                ProtectedRefreshToken: refreshToken,
                Scope: string.IsNullOrWhiteSpace(input.Scope) ? null : input.Scope);
    }
}
