using System.Net;
using ErrorOr;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Identity.TwoFactors;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Mailing;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Identity.Sessions;

/// <summary>What happens once a person has proven who they are, however they did.</summary>
internal sealed class SessionOpener(
    IRepository<Session> sessions,
    IOpaqueTokens refreshTokens,
    IAccessTokens accessTokens,
    SecondFactorRule secondFactors,
    BillingDoor door,
    IMailOutbox outbox,
    TimeProvider clock)
{
    /// <param name="user">Whose session it becomes.</param>
    /// <param name="company">Theirs.</param>
    /// <param name="device">Family of the client.</param>
    /// <param name="address">Of the client; only its network is kept.</param>
    /// <param name="hasSecondFactor">Whether one has been shown, here or to the identity provider.</param>
    /// <param name="ct">Ends the work.</param>
    /// <param name="isFederated">Whether the company's identity provider has vouched for the person, instead of a password.</param>
    /// <returns>An error if the company's unpaid bill keeps the person out.</returns>
    public async Task<ErrorOr<SignedIn>> Open(
        User user, Company company, string? device, IPAddress? address, bool hasSecondFactor, CancellationToken ct, bool isFederated = false)
    {
        if (await door.Admit(user, company, ct) is { IsError: true } unpaid)
        {
            return unpaid.Errors;
        }

        var now = clock.GetUtcNow();
        var network = ClientAddress.Network(address);
        if (await IsNewDevice(user, device, ct))
        {
            outbox.Send(user, new NewDeviceMail(device, network, now), company.Language);
        }

        var refreshToken = refreshTokens.Create(user.CompanyId);
        var session = Session.Start(user.CompanyId, user.Id, refreshToken.Hash, device, now, network);
        if (isFederated)
        {
            session.Federate();
        }

        if (hasSecondFactor)
        {
            session.PassSecondFactor();
        }
        else
        {
            session.RequireSecondFactor(await secondFactors.IsMissing(user, company, ct));
        }

        sessions.Add(session);
        user.SignedIn(now);
        return SignedIn.With(accessTokens.Issue(user, session), refreshToken, user);
    }

    /// <summary>Somebody's very first device is none that they need to hear of.</summary>
    private async Task<bool> IsNewDevice(User user, string? device, CancellationToken ct) =>
        user.LastSignInAt is not null
        && !await sessions.AnyAsync(new SessionsOnDeviceSpec(user.Id, device), ct)
        && await sessions.AnyAsync(new SessionsOfSpec(user.Id), ct);

    private sealed class SessionsOnDeviceSpec : Specification<Session>
    {
        public SessionsOnDeviceSpec(Guid userId, string? device) =>
            Query.Where(session => session.UserId == userId && session.Device == device);
    }

    private sealed class SessionsOfSpec : Specification<Session>
    {
        public SessionsOfSpec(Guid userId) => Query.Where(session => session.UserId == userId);
    }
}

/// <summary>Tells a person that somebody has signed in as them with a device that they have not used for a while.</summary>
internal sealed record NewDeviceMail(string? Device, string? Network, DateTimeOffset At) : TransactionalMail
{
    public override SystemMailKind Kind => SystemMailKind.NewDevice;

    public override IReadOnlyDictionary<string, string> Values(string language) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["device"] = Device ?? (language == "de" ? "unbekanntes Gerät" : "unknown device"),
        ["network"] = Network ?? (language == "de" ? "unbekannt" : "unknown"),
        ["at"] = $"{At.UtcDateTime:yyyy-MM-dd HH:mm} UTC",
    };

    public override MailText Template(string language) => language switch
    {
        "de" => new MailText(
            "Anmeldung mit einem neuen Gerät",
            [
                "bei Ihrem Konto hat sich jemand mit einem neuen Gerät angemeldet: {{device}}, Netz {{network}}, {{at}}.",
                "Wenn Sie es waren, ist nichts zu tun. Andernfalls beenden Sie die Sitzung, ändern Sie Ihr Passwort und sprechen Sie mit Ihrer IT-Abteilung.",
            ]),
        _ => new MailText(
            "Sign-in with a new device",
            [
                "Somebody has signed in to your account with a new device: {{device}}, network {{network}}, {{at}}.",
                "If it was you, there is nothing to do. Otherwise end the session, change your password and talk to your IT department.",
            ]),
    };
}
