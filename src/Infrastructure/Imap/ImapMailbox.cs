using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using SecurityTraining.Application.Phishing.Reports;
using SecurityTraining.Domain.Phishing.Reports;

namespace SecurityTraining.Infrastructure.Imap;

/// <param name="done">Where messages are moved to; null: they are marked as read.</param>
internal sealed class ImapMailbox(ImapClient client, IMailFolder folder, IMailFolder? done) : IOpenMailbox
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    public long UidValidity => folder.UidValidity;

    public Task<IReadOnlyList<long>> List(long after, int most, CancellationToken ct) => ImapFailures.Named<IReadOnlyList<long>>(
        async () =>
        {
            var all = done is not null ? SearchQuery.All : SearchQuery.Uids(new UniqueIdRange(folder.UidValidity, (uint)(after + 1), uint.MaxValue));
            var found = await folder.SearchAsync(all, ct);

            // A range that begins behind the last message still means that one (RFC 9051, 9, seq-range).
            return [.. found.Select(uid => (long)uid.Id).Where(uid => done is not null || uid > after).Order().Take(most)];
        },
        ct);

    public Task<ReadOnlyMemory<byte>?> Read(long uid, CancellationToken ct) => ImapFailures.Named<ReadOnlyMemory<byte>?>(
        async () =>
        {
            var id = Id(uid);
            var summary = (await folder.FetchAsync([id], MessageSummaryItems.UniqueId | MessageSummaryItems.Size, ct)).FirstOrDefault();
            if (summary is null || summary.Size > ReportedMail.MaxMimeBytes)
            {
                return null;
            }

            await using var source = await folder.GetStreamAsync(id, ct);
            using var content = new MemoryStream();
            var buffer = new byte[81920];
            while (await source.ReadAsync(buffer, ct) is > 0 and var count)
            {
                // The size above is only what the server says.
                if (content.Length + count > ReportedMail.MaxMimeBytes)
                {
                    return null;
                }

                content.Write(buffer, 0, count);
            }

            return content.ToArray();
        },
        ct);

    public Task PutAway(long uid, CancellationToken ct) => ImapFailures.Named(
        async () =>
        {
            if (done is null)
            {
                await folder.AddFlagsAsync(Id(uid), MessageFlags.Seen, silent: true, ct);
            }
            else
            {
                await folder.MoveToAsync(Id(uid), done, ct);
            }

            return true;
        },
        ct);

    public async ValueTask DisposeAsync()
    {
        using var deadline = new CancellationTokenSource(Farewell);
        try
        {
            await client.DisconnectAsync(quit: true, deadline.Token);
        }
        catch (Exception exception) when (exception is IOException or ProtocolException or OperationCanceledException)
        {
            // It has gone already, which is what was wanted.
        }

        client.Dispose();
    }

    private UniqueId Id(long uid) => new(folder.UidValidity, (uint)uid);
}
