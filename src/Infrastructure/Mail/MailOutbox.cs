using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using MimeKit;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Mailing;
using SecurityTraining.Domain.People;
using SecurityTraining.Infrastructure.Jobs;

namespace SecurityTraining.Infrastructure.Mail;

/// <summary>
/// Renders a mail of the service and writes it down, encrypted, with the work of sending it. Encrypted because it may hold a single-use
/// link, of which the database otherwise keeps only a hash.
/// </summary>
internal sealed class MailOutbox(
    IRepository<OutgoingMail> mails, IWorkQueue queue, MailBodies bodies, TimeProvider clock) : IMailOutbox
{
    public void Send(User to, TransactionalMail mail, string companyLanguage = Languages.Default, string? address = null)
    {
        var now = clock.GetUtcNow();
        var language = to.Language ?? companyLanguage;
        var text = mail.InLanguage(language);
        var body = bodies.Protect(to.CompanyId, MailLayout.Render(text, IsHarmless(to.FirstName) ? to.FirstName : "", language));
        var outgoing = OutgoingMail.Queue(to.CompanyId, address ?? to.Email, to.FullName, text.Subject, body, now);
        mails.Add(outgoing);
        queue.Enqueue(WorkKind.Mail, outgoing.Id, now);
    }

    public void Send(User to, string subject, string html, string text)
    {
        var now = clock.GetUtcNow();
        var body = bodies.Protect(to.CompanyId, new MailBody(html, text));
        var outgoing = OutgoingMail.Queue(to.CompanyId, to.Email, to.FullName, subject, body, now);
        mails.Add(outgoing);
        queue.Enqueue(WorkKind.Mail, outgoing.Id, now);
    }

    /// <summary>Names are written by others than who gets the mail: one that a mail program would make a link of is left out.</summary>
    private static bool IsHarmless(string name) =>
        name.AsSpan().IndexOfAny('/', '@') < 0 && !name.Zip(name.Skip(1)).Any(pair => pair.First == '.' && char.IsLetterOrDigit(pair.Second));
}

internal sealed record MailBody(string Html, string Text);

/// <summary>Bodies at rest, bound to their company.</summary>
internal sealed class MailBodies(IDataProtectionProvider protection)
{
    public byte[] Protect(Guid companyId, MailBody body) => Protector(companyId).Protect(JsonSerializer.SerializeToUtf8Bytes(body));

    public MailBody Unprotect(Guid companyId, byte[] body) => JsonSerializer.Deserialize<MailBody>(Protector(companyId).Unprotect(body))!;

    private IDataProtector Protector(Guid companyId) => protection.CreateProtector("OutgoingMail", companyId.ToString());
}

/// <summary>The one look of the service's own mails.</summary>
internal static class MailLayout
{
    public static MailBody Render(MailText mail, string firstName, string language)
    {
        var greeting = (language, firstName.Length > 0) switch
        {
            ("de", true) => $"Guten Tag {firstName},",
            ("de", false) => "Guten Tag,",
            (_, true) => $"Hello {firstName},",
            _ => "Hello,",
        };
        var paragraphs = string.Concat(mail.Paragraphs.Select(text => $"<p>{WebUtility.HtmlEncode(text)}</p>"));
        var button = mail.Action is { } action
            ? $"""<p style="margin:28px 0"><a href="{WebUtility.HtmlEncode(action.Url)}" style="background:#0b5fff;color:#fff;padding:12px 22px;border-radius:6px;text-decoration:none">{WebUtility.HtmlEncode(action.Label)}</a></p><p style="color:#667;font-size:13px;word-break:break-all">{WebUtility.HtmlEncode(action.Url)}</p>"""
            : "";
        var html = $"""
            <!doctype html>
            <html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>
            <body style="margin:0;background:#f4f6f9;font-family:system-ui,'Segoe UI',Arial,sans-serif;color:#1b2430;line-height:1.5">
            <div style="max-width:560px;margin:32px auto;background:#fff;border-radius:10px;padding:32px">
            <p style="font-weight:600;color:#0b5fff;margin-top:0">SecurityTraining</p>
            <p>{WebUtility.HtmlEncode(greeting)}</p>{paragraphs}{button}
            </div></body></html>
            """;
        string[] lines = [greeting, .. mail.Paragraphs, .. mail.Action is { } link ? [$"{link.Label}:\n{link.Url}"] : Array.Empty<string>()];
        return new MailBody(html, string.Join("\n\n", lines) + "\n");
    }
}

/// <summary>Sends the service's own mails.</summary>
internal sealed class OutgoingMailWorker(ICompanyScope companies, IMailTransport transport, MailBodies bodies, MailOptions options)
    : IWorkHandler
{
    /// <summary>How soon after its company has been activated a mail goes out at the latest.</summary>
    private static readonly TimeSpan HeldBackFor = TimeSpan.FromMinutes(5);

    private readonly MailboxAddress _from = MailboxAddress.Parse(options.From);

    public WorkKind Kind => WorkKind.Mail;

    public async Task<WorkOutcome> Handle(WorkItem item, CancellationToken ct)
    {
        var found = await companies.Send(item.CompanyId, new GetOutgoingMailQuery(item.SubjectId), ct);
        if (found.IsError || found.Value is not { Status: MailStatus.Pending, Body: { } body } mail)
        {
            return WorkOutcome.Done;
        }

        if (mail.IsHeldBack)
        {
            return WorkOutcome.Again(HeldBackFor);
        }

        var (html, text) = bodies.Unprotect(item.CompanyId, body);
        var receipt = await transport.Send(
            new RenderedMail(
                $"{mail.Id:N}@{_from.Domain}",
                new MailParty(_from.Name ?? "", _from.Address),
                new MailParty(mail.ToName, mail.ToAddress),
                mail.Subject,
                text,
                html,
                new Dictionary<string, string>(StringComparer.Ordinal) { ["Auto-Submitted"] = "auto-generated" },
                new Dictionary<string, byte[]>(StringComparer.Ordinal)),
            ct);
        var isLastTry = receipt.Verdict == MailVerdict.TemporaryFailure && item.Attempt >= RecordMailCommand.MaxAttempts;
        var verdict = isLastTry ? MailVerdict.PermanentFailure : receipt.Verdict;
        var recorded = await companies.Send(item.CompanyId, new RecordMailCommand(item.SubjectId, new MailReceipt(verdict, receipt.Reply)), ct);
        return verdict switch
        {
            MailVerdict.Accepted or MailVerdict.PermanentFailure when !recorded.IsError => WorkOutcome.Done,
            MailVerdict.Unavailable => WorkLedger.WhenReachable(),
            _ => WorkOutcome.Again(WorkLedger.Backoff(item.Attempt)) with { Error = receipt.Reply },
        };
    }
}
