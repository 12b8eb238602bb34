using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using MimeKit;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Application.Mailing.SystemTemplates;
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
    IRepository<OutgoingMail> mails, IWorkQueue queue, MailBodies bodies, ISystemMailLayout layout, TimeProvider clock) : IMailOutbox
{
    public void Send(User to, TransactionalMail mail, string companyLanguage = Languages.Default, string? address = null)
    {
        var now = clock.GetUtcNow();
        var language = to.Language ?? companyLanguage;
        var text = mail.InLanguage(language);
        var firstName = IsHarmless(to.FirstName) ? to.FirstName : "";
        var values = new Dictionary<string, string>(mail.Values(language), StringComparer.Ordinal) { [MailFields.FirstName] = firstName };
        var (html, plain) = layout.Render(text, firstName, language);
        var body = bodies.Protect(to.CompanyId, new MailBody(html, plain, values));
        var outgoing = OutgoingMail.Queue(
            to.CompanyId, address ?? to.Email, to.FullName, text.Subject, body, now, mail.Kind, language);
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

/// <param name="Values">By merge field, for words of the company's own; null: a mail that has none.</param>
internal sealed record MailBody(string Html, string Text, IReadOnlyDictionary<string, string>? Values = null);

/// <summary>Bodies at rest, bound to their company.</summary>
internal sealed class MailBodies(IDataProtectionProvider protection)
{
    public byte[] Protect(Guid companyId, MailBody body) => Protector(companyId).Protect(JsonSerializer.SerializeToUtf8Bytes(body));

    public MailBody Unprotect(Guid companyId, byte[] body) => JsonSerializer.Deserialize<MailBody>(Protector(companyId).Unprotect(body))!;

    private IDataProtector Protector(Guid companyId) => protection.CreateProtector("OutgoingMail", companyId.ToString());
}

/// <summary>The one look of the service's own mails.</summary>
internal sealed class MailLayout : ISystemMailLayout
{
    public (string Html, string Text) Render(MailText mail, string firstName, string language)
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
        return (html, string.Join("\n\n", lines) + "\n");
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

        var (subject, html, text) = InWords(mail, bodies.Unprotect(item.CompanyId, body));
        var receipt = await transport.Send(
            new RenderedMail(
                $"{mail.Id:N}@{_from.Domain}",
                new MailParty(_from.Name ?? "", _from.Address),
                new MailParty(mail.ToName, mail.ToAddress),
                subject,
                text,
                html,
                new Dictionary<string, string>(StringComparer.Ordinal) { ["Auto-Submitted"] = "auto-generated" },
                new Dictionary<string, byte[]>(StringComparer.Ordinal)),
            ct);
        var isLastTry = receipt.Verdict == MailVerdict.TemporaryFailure && item.Attempt >= RecordMailCommand.MaxAttempts;
        var verdict = isLastTry ? MailVerdict.PermanentFailure : receipt.Verdict;
        var recorded = await companies.Send(item.CompanyId, new RecordMailCommand(item.SubjectId, subject, new MailReceipt(verdict, receipt.Reply)), ct);
        return verdict switch
        {
            MailVerdict.Accepted or MailVerdict.PermanentFailure when !recorded.IsError => WorkOutcome.Done,
            MailVerdict.Unavailable => WorkLedger.WhenReachable(),
            _ => WorkOutcome.Again(WorkLedger.Backoff(item.Attempt)) with { Error = receipt.Reply },
        };
    }

    /// <summary>The company's own at this moment, where it has any.</summary>
    private static (string Subject, string Html, string Text) InWords(OutgoingMailRow mail, MailBody body)
    {
        if (mail.OwnWords is not { } own || body.Values is not { } values)
        {
            return (mail.Subject, body.Html, body.Text);
        }

        var words = new CompiledMail(own.Subject, own.Html, own.Text, name => values.ContainsKey(name) ? name : null);
        return (words.Subject(values), words.Html(values), words.Text(values));
    }
}
