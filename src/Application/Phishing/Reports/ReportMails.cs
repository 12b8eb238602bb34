using SecurityTraining.Application.Mailing;
using SecurityTraining.Domain.Phishing.Reports;

namespace SecurityTraining.Application.Phishing.Reports;

/// <summary>Tells a reporter what their mail was.</summary>
/// <param name="Subject">Of the reported mail; made harmless here, since an attacker has written it.</param>
/// <param name="Answer">What the administrator adds.</param>
internal sealed record ReportAnswerMail(ReportVerdict Verdict, string Subject, string? Answer) : TransactionalMail
{
    private string Named => string.Concat(Subject.Where(letter => letter is ' ' or '-' || char.IsLetterOrDigit(letter)));

    public override MailText InLanguage(string language) => language switch
    {
        "de" => Text(
            "Antwort auf Ihre Meldung einer verdächtigen Nachricht",
            $"Sie haben eine Nachricht mit dem Betreff „{Named}“ gemeldet. Danke dafür.",
            Verdict switch
            {
                ReportVerdict.Malicious => "Die Nachricht ist gefährlich. Klicken Sie auf nichts darin und löschen Sie sie. Falls Sie schon etwas angeklickt oder eingegeben haben, sagen Sie es bitte sofort Ihrer IT-Abteilung.",
                ReportVerdict.Suspicious => "Die Nachricht ist verdächtig. Klicken Sie auf nichts darin und löschen Sie sie.",
                ReportVerdict.Spam => "Die Nachricht ist unerwünschte Werbung. Sie können sie löschen.",
                _ => "Die Nachricht ist harmlos. Im Zweifel zu melden war trotzdem richtig.",
            }),
        _ => Text(
            "About the suspicious mail that you reported",
            $"You reported a mail with the subject “{Named}”. Thank you for that.",
            Verdict switch
            {
                ReportVerdict.Malicious => "The mail is dangerous. Do not click anything in it, and delete it. If you have clicked or entered something already, tell your IT department at once.",
                ReportVerdict.Suspicious => "The mail is suspicious. Do not click anything in it, and delete it.",
                ReportVerdict.Spam => "The mail is unwanted advertising. You can delete it.",
                _ => "The mail is harmless. To report it when in doubt was still the right thing to do.",
            }),
    };

    private MailText Text(string subject, string what, string verdict) =>
        new(subject, Answer is null ? [what, verdict] : [what, verdict, Answer]);
}

/// <summary>Praises somebody who has forwarded a simulation to the report mailbox.</summary>
internal sealed record WellSpottedMail : TransactionalMail
{
    public override MailText InLanguage(string language) => new(
        language == "de" ? "Gut erkannt!" : "Well spotted!", [ReportTexts.Praise(language)]);
}

/// <summary>Confirms to somebody that their report of a real mail has come in by the report mailbox.</summary>
internal sealed record ReportReceivedMail : TransactionalMail
{
    public override MailText InLanguage(string language) => new(
        language == "de" ? "Ihre Meldung ist angekommen" : "Your report has arrived", [ReportTexts.Thanks(language)]);
}

/// <summary>Leads to the form on which one suspicious mail can be reported.</summary>
internal sealed record ReportLinkMail(string Link) : TransactionalMail
{
    public override MailText InLanguage(string language) => language switch
    {
        "de" => new MailText(
            "Verdächtige Nachricht melden",
            ["mit diesem Link können Sie innerhalb von 30 Minuten eine verdächtige Nachricht melden.", "Wenn Sie das nicht angefordert haben, tun Sie nichts: Ohne den Link geschieht nichts."],
            new MailAction("Nachricht melden", Link)),
        _ => new MailText(
            "Report a suspicious mail",
            ["With this link you can report one suspicious mail within 30 minutes.", "If you have not asked for it, do nothing: without the link nothing happens."],
            new MailAction("Report the mail", Link)),
    };
}
