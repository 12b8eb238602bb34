using System.Text.Json.Serialization;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Senders;

/// <summary>A profile with everything but its secrets.</summary>
[RequirePermission(Permission.ReadPhishing)]
public sealed record GetSendingProfileQuery(Guid Id) : IQuery<SendingProfileRow>;

/// <param name="Login">Null: mails are handed over without one.</param>
/// <param name="Dkim">Null: mails are not signed.</param>
public sealed record SendingProfileRow(
    Guid Id,
    string Name,
    string Host,
    int Port,
    TransportSecurity Security,
    string SenderDomain,
    SendingLoginRow? Login,
    int MaxPerSecond,
    int MaxPerDomainPerHour,
    int Connections,
    IReadOnlyList<ExtraHeader> Headers,
    DkimRow? Dkim,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    [property: JsonIgnore] int Version) : IVersioned;

/// <param name="HasClientSecret">Of XOAUTH2.</param>
/// <param name="HasRefreshToken">Of XOAUTH2; without one the client's own credentials are used.</param>
public sealed record SendingLoginRow(
    LoginKind Kind, string UserName, string? TokenEndpoint, string? ClientId, string? Scope, bool HasClientSecret, bool HasRefreshToken);

/// <param name="RecordName">Where the DNS has to hold <paramref name="RecordValue"/>, as a TXT record.</param>
/// <param name="VerifiedAt">Null: not seen there yet, and so nothing is signed.</param>
public sealed record DkimRow(
    string Selector, DkimAlgorithm Algorithm, string RecordName, string RecordValue, DateTimeOffset CreatedAt, DateTimeOffset? VerifiedAt);

internal sealed class GetSendingProfileHandler(IRepository<SendingProfile> profiles) : IQueryHandler<GetSendingProfileQuery, SendingProfileRow>
{
    public async Task<ErrorOr<SendingProfileRow>> Handle(GetSendingProfileQuery request, CancellationToken cancellationToken)
    {
        if (await profiles.GetByIdAsync(request.Id, cancellationToken) is not { } profile)
        {
            return SendingProfileErrors.NotFound;
        }

        return new SendingProfileRow(
            profile.Id,
            profile.Name,
            profile.Server.Host,
            profile.Server.Port,
            profile.Server.Security,
            profile.SenderDomain,
            Row(profile.Login),
            profile.Limits.MaxPerSecond,
            profile.Limits.MaxPerDomainPerHour,
            profile.Limits.Connections,
            profile.Headers,
            Row(profile.Dkim, profile.SenderDomain),
            profile.CreatedAt,
            profile.UpdatedAt,
            profile.Version);
    }

    private static SendingLoginRow? Row(ServerLogin? login) => login is null
        ? null
        : new SendingLoginRow(
            login.Kind,
            login.UserName,
            login.TokenEndpoint,
            login.ClientId,
            login.Scope,
            login.ProtectedClientSecret is not null,
            login.ProtectedRefreshToken is not null);

    private static DkimRow? Row(DkimKey? key, string domain) => key is null
        ? null
        : new DkimRow(key.Selector, key.Algorithm, key.RecordNameIn(domain), key.RecordValue, key.CreatedAt, key.VerifiedAt);
}
