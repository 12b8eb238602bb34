using SecurityTraining.Application.Mailing;
using SecurityTraining.Domain.Mailing;
using SecurityTraining.Domain.Phishing.Reports;

namespace SecurityTraining.Application.Phishing.Reports;

/// <summary>Tells a reporter what their mail was.</summary>
/// <param name="Subject">Of the reported mail; made harmless here, since an attacker has written it.</param>
/// <param name="Answer">What the administrator adds.</param>
internal sealed record ReportAnswerMail(ReportVerdict Verdict, string Subject, string? Answer) : TransactionalMail
{
    public override SystemMailKind Kind => SystemMailKind.ReportAnswer;

    public override IReadOnlyList<string> RequiredFields => ["verdict"];

    public override IReadOnlyDictionary<string, string> Values(string language) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["reportedSubject"] = string.Concat(Subject.Where(letter => letter is ' ' or '-' || char.IsLetterOrDigit(letter))),
        ["verdict"] = Sentence(language),
        ["answer"] = Answer ?? "",
    };

    public override MailText Template(string language) => language switch
    {
        "de" => new MailText(
            "Antwort auf Ihre Meldung einer verdächtigen Nachricht",
            ["Sie haben eine Nachricht mit dem Betreff „{{reportedSubject}}“ gemeldet. Danke dafür.", "{{verdict}}", "{{answer}}"]),
        _ => new MailText(
            "About the suspicious mail that you reported",
            ["You reported a mail with the subject “{{reportedSubject}}”. Thank you for that.", "{{verdict}}", "{{answer}}"]),
    };

    private string Sentence(string language) => (language, Verdict) switch
    {
        ("de", ReportVerdict.Malicious) => "Die Nachricht ist gefährlich. Klicken Sie auf nichts darin und löschen Sie sie. Falls Sie schon etwas angeklickt oder eingegeben haben, sagen Sie es bitte sofort Ihrer IT-Abteilung.",
        ("de", ReportVerdict.Suspicious) => "Die Nachricht ist verdächtig. Klicken Sie auf nichts darin und löschen Sie sie.",
        ("de", ReportVerdict.Spam) => "Die Nachricht ist unerwünschte Werbung. Sie können sie löschen.",
        ("de", _) => "Die Nachricht ist harmlos. Im Zweifel zu melden war trotzdem richtig.",
        (_, ReportVerdict.Malicious) => "The mail is dangerous. Do not click anything in it, and delete it. If you have clicked or entered something already, tell your IT department at once.",
        (_, ReportVerdict.Suspicious) => "The mail is suspicious. Do not click anything in it, and delete it.",
        (_, ReportVerdict.Spam) => "The mail is unwanted advertising. You can delete it.",
        _ => "The mail is harmless. To report it when in doubt was still the right thing to do.",
    };
}

/// <summary>Praises somebody who has forwarded a simulation to the report mailbox.</summary>
internal sealed record WellSpottedMail : TransactionalMail
{
    public override SystemMailKind Kind => SystemMailKind.WellSpotted;

    public override MailText Template(string language) => new(
        language == "de" ? "Gut erkannt!" : "Well spotted!", [ReportTexts.Praise(language)]);
}

/// <summary>Confirms to somebody that their report of a real mail has come in by the report mailbox.</summary>
internal sealed record ReportReceivedMail : TransactionalMail
{
    public override SystemMailKind Kind => SystemMailKind.ReportReceived;

    public override MailText Template(string language) => new(
        language == "de" ? "Ihre Meldung ist angekommen" : "Your report has arrived", [ReportTexts.Thanks(language)]);
}

/// <summary>Leads to the form on which one suspicious mail can be reported.</summary>
internal sealed record ReportLinkMail(string Link) : TransactionalMail
{
    public override SystemMailKind Kind => SystemMailKind.ReportLink;

    public override IReadOnlyList<string> RequiredFields => [MailFields.Link];

    public override IReadOnlyDictionary<string, string> Values(string language) =>
        new Dictionary<string, string>(StringComparer.Ordinal) { [MailFields.Link] = Link };

    public override MailText Template(string language) => language switch
    {
        "de" => new MailText(
            "Verdächtige Nachricht melden",
            ["mit diesem Link können Sie innerhalb von 30 Minuten eine verdächtige Nachricht melden.", "Wenn Sie das nicht angefordert haben, tun Sie nichts: Ohne den Link geschieht nichts."],
            new MailAction("Nachricht melden", MailFields.LinkField)),
        _ => new MailText(
            "Report a suspicious mail",
            ["With this link you can report one suspicious mail within 30 minutes.", "If you have not asked for it, do nothing: without the link nothing happens."],
            new MailAction("Report the mail", MailFields.LinkField)),
    };
}
