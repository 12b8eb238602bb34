using SecurityTraining.Application.Mailing;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Identity;

/// <summary>Asks a new person to confirm that the address is theirs.</summary>
internal sealed record VerifyEmailMail(string Link) : TransactionalMail
{
    public override SystemMailKind Kind => SystemMailKind.EmailVerification;

    public override IReadOnlyList<string> RequiredFields => [MailFields.Link];

    public override IReadOnlyDictionary<string, string> Values(string language) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [MailFields.Link] = Link,
    };

    public override MailText Template(string language) => language switch
    {
        "de" => new MailText(
            "Bitte bestätigen Sie Ihre E-Mail-Adresse",
            [
                "mit dieser Adresse wurde ein Konto bei SecurityTraining angelegt. Bitte bestätigen Sie, dass sie Ihnen gehört; danach können Sie sich anmelden.",
                "Der Link gilt 24 Stunden und nur einmal.",
                "Wenn Sie kein Konto angelegt haben, können Sie diese Nachricht ignorieren.",
            ],
            new MailAction("E-Mail-Adresse bestätigen", MailFields.LinkField)),
        _ => new MailText(
            "Please confirm your mail address",
            [
                "An account with SecurityTraining has been created with this address. Please confirm that it is yours; then you can sign in.",
                "The link works once, within 24 hours.",
                "If you have not created an account, you can ignore this message.",
            ],
            new MailAction("Confirm mail address", MailFields.LinkField)),
    };
}

/// <summary>What the owner of an address learns when somebody registers with it again; the one who did so learns nothing.</summary>
internal sealed record AccountExistsMail : TransactionalMail
{
    public override SystemMailKind Kind => SystemMailKind.AccountExists;

    public override MailText Template(string language) => language switch
    {
        "de" => new MailText(
            "Sie haben bereits ein Konto",
            [
                "jemand wollte mit Ihrer E-Mail-Adresse ein neues Konto bei SecurityTraining anlegen. Für diese Adresse gibt es bereits ein Konto; es wurde nichts geändert.",
                "Wenn Sie es waren, melden Sie sich bitte mit Ihrem bestehenden Konto an. Andernfalls können Sie diese Nachricht ignorieren.",
            ]),
        _ => new MailText(
            "You already have an account",
            [
                "Somebody tried to create a new account with SecurityTraining with your mail address. There is an account with this address already; nothing has been changed.",
                "If it was you, please sign in with your existing account. Otherwise you can ignore this message.",
            ]),
    };
}

/// <summary>Tells a person that a copy of their refresh token was used.</summary>
internal sealed record RefreshTokenReusedMail : TransactionalMail
{
    public override SystemMailKind Kind => SystemMailKind.SessionEnded;

    public override MailText Template(string language) => language switch
    {
        "de" => new MailText(
            "Eine Ihrer Sitzungen wurde beendet",
            [
                "ein bereits verbrauchter Anmeldeschlüssel einer Ihrer Sitzungen wurde noch einmal benutzt. Das kann bedeuten, dass jemand ihn kopiert hat. Die Sitzung wurde deshalb vorsorglich beendet.",
                "Bitte melden Sie sich neu an. Wenn Sie sich das nicht erklären können, ändern Sie Ihr Passwort und sprechen Sie mit Ihrer IT-Abteilung.",
            ]),
        _ => new MailText(
            "One of your sessions has been ended",
            [
                "A sign-in key of one of your sessions was used again after it had been used up. This can mean that somebody has a copy of it. The session has been ended as a precaution.",
                "Please sign in again. If you have no explanation for this, change your password and talk to your IT department.",
            ]),
    };
}
