using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Application.Phishing.Senders;
using SecurityTraining.Infrastructure.Jobs;

namespace SecurityTraining.Infrastructure.Mail.Profiles;

/// <summary>Sends through profiles. What an administrator changes of one reaches its mails within seconds.</summary>
internal sealed partial class ProfileSender : IProfileSender, IDisposable
{
    private static readonly TimeSpan RouteLifetime = TimeSpan.FromSeconds(2);
    private static readonly MailReceipt Gone = new(MailVerdict.PermanentFailure, "The sending profile is gone.");
    private static readonly MailReceipt Exhausted = new(MailVerdict.TemporaryFailure, "The profile's limit of this hour is reached for the recipient's domain.");

    private readonly ICompanyScope _companies;
    private readonly ProfileTransports _transports;
    private readonly ILogger<ProfileSender> _logger;
    private readonly MemoryCache _routes = new(new MemoryCacheOptions());
    private readonly GroupCommit<(Guid Company, Guid Profile), MailReceipt, bool> _notes;
    private readonly GroupCommit<(Guid Company, Guid Profile, int Limit), string, SendingTurn> _turns;

    public ProfileSender(ICompanyScope companies, ProfileTransports transports, ILogger<ProfileSender> logger)
    {
        (_companies, _transports, _logger) = (companies, transports, logger);
        _notes = new GroupCommit<(Guid, Guid), MailReceipt, bool>(Note);
        _turns = new GroupCommit<(Guid, Guid, int), string, SendingTurn>(TakeTurns);
    }

    public async Task<ProfileReceipt> Send(Guid companyId, Guid profileId, RenderedMail mail, CancellationToken ct)
    {
        if (await Route(companyId, profileId, ct) is not { } route)
        {
            return new ProfileReceipt(Gone);
        }

        var domain = mail.To.Address[(mail.To.Address.LastIndexOf('@') + 1)..].ToLowerInvariant();
        if (route.Limits.MaxPerDomainPerHour > 0
            && (await _turns.Add((companyId, profileId, route.Limits.MaxPerDomainPerHour), domain)).NotBefore is { } notBefore)
        {
            return new ProfileReceipt(Exhausted, notBefore);
        }

        var receipt = await Deliver(route, mail, ct);
        try
        {
            await _notes.Add((companyId, profileId), receipt);
        }
        catch (InvalidOperationException exception)
        {
            // How the profile does is worth knowing; what the server has said of the mail must not be lost over it.
            LogNotNoted(exception, profileId);
        }

        return new ProfileReceipt(receipt);
    }

    /// <returns>How many mails can be under way at once; null: there is no such profile.</returns>
    public async Task<int?> Connections(Guid companyId, Guid profileId, CancellationToken ct) =>
        (await Route(companyId, profileId, ct))?.Limits.Connections;

    public void Dispose() => _routes.Dispose();

    private async Task<MailReceipt> Deliver(SendingRoute route, RenderedMail mail, CancellationToken ct)
    {
        var pool = await _transports.Rent(route);
        try
        {
            return await pool.Transport.Send(mail, ct);
        }
        finally
        {
            await pool.Leave();
        }
    }

    private async Task<SendingRoute?> Route(Guid companyId, Guid profileId, CancellationToken ct)
    {
        if (_routes.TryGetValue((companyId, profileId), out SendingRoute? known))
        {
            return known;
        }

        var found = await _companies.Send(companyId, new GetSendingRouteQuery(profileId), ct);
        return found.IsError ? null : _routes.Set((companyId, profileId), found.Value, RouteLifetime);
    }

    private async Task<IReadOnlyList<bool>> Note((Guid Company, Guid Profile) key, IReadOnlyList<MailReceipt> receipts)
    {
        var noted = await _companies.Send(key.Company, new NoteSendingsCommand(key.Profile, receipts), CancellationToken.None);
        return noted.IsError
            ? throw new InvalidOperationException($"The health of a sending profile could not be written down: {noted.FirstError.Code}.")
            : [.. receipts.Select(_ => true)];
    }

    private async Task<IReadOnlyList<SendingTurn>> TakeTurns((Guid Company, Guid Profile, int Limit) key, IReadOnlyList<string> domains)
    {
        var taken = await _companies.Send(key.Company, new TakeSendingTurnsCommand(key.Profile, domains, key.Limit), CancellationToken.None);
        return taken.IsError
            ? throw new InvalidOperationException($"The limit of a sending profile could not be looked at: {taken.FirstError.Code}.")
            : taken.Value;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "How sending profile {ProfileId} has done could not be written down")]
    private partial void LogNotNoted(Exception exception, Guid profileId);
}
