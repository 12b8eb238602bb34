using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Phishing.Tracking;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Reports;

/// <summary>Finds the current company's lures by the traces that a mail carries.</summary>
internal sealed class LureRecognition(IRepository<Recipient> recipients, ITrackingTokens tokens, ITenant tenant)
{
    public async Task<IReadOnlyList<Recipient>> Find(MailTraces traces, CancellationToken ct)
    {
        var ids = traces.Tokens.Select(Read).Concat(traces.MessageIds.Select(OfMessageId)).OfType<Guid>().Distinct().Take(MailTraces.Most).ToList();
        return ids.Count == 0 ? [] : await recipients.ListAsync(new RecipientsByTrackingIdSpec(ids), ct);
    }

    /// <summary>The token itself, or the whole address of a link.</summary>
    public static MailTraces TracesOf(string? messageId, string? tokenOrLink) => new(
        messageId is null ? [] : [messageId.Trim().Trim('<', '>')], tokenOrLink?.Split('/', '?', '#') ?? []);

    private Guid? Read(string text)
    {
        var target = tokens.Read(TrackingPurpose.Link, text) ?? tokens.Read(TrackingPurpose.Open, text);
        return target?.CompanyId == tenant.CompanyId ? target?.TrackingId : null;
    }

    private static Guid? OfMessageId(string messageId) =>
        Guid.TryParseExact(messageId.Split('@')[0], "N", out var trackingId) ? trackingId : null;
}
