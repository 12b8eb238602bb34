using SecurityTraining.Application.Mailing;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Identity;

/// <summary>The way back in for somebody who has asked for it.</summary>
internal sealed record ResetPasswordMail(string Link) : TransactionalMail
{
    public override SystemMailKind Kind => SystemMailKind.PasswordReset;

    public override IReadOnlyList<string> RequiredFields => [MailFields.Link];

    public override IReadOnlyDictionary<string, string> Values(string language) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [MailFields.Link] = Link,
    };

    public override MailText Template(string language) => language switch
    {
        "de" => new MailText(
            "Neues Passwort setzen",
            [
                "für Ihr Konto bei SecurityTraining wurde ein neues Passwort angefordert. Über den Link können Sie es setzen; danach sind Sie auf allen Geräten abgemeldet.",
                "Der Link gilt 30 Minuten und nur einmal.",
                "Wenn Sie kein neues Passwort angefordert haben, können Sie diese Nachricht ignorieren; Ihr Passwort bleibt, wie es ist.",
            ],
            new MailAction("Neues Passwort setzen", MailFields.LinkField)),
        _ => new MailText(
            "Set a new password",
            [
                "A new password has been asked for, for your account with SecurityTraining. With the link you can set it; after that you are signed out on all devices.",
                "The link works once, within 30 minutes.",
                "If you have not asked for a new password, you can ignore this message; your password stays as it is.",
            ],
            new MailAction("Set a new password", MailFields.LinkField)),
    };
}

/// <summary>Tells a person that their password is not what it was.</summary>
internal sealed record PasswordChangedMail : TransactionalMail
{
    public override SystemMailKind Kind => SystemMailKind.PasswordChanged;

    public override MailText Template(string language) => language switch
    {
        "de" => new MailText(
            "Ihr Passwort wurde geändert",
            [
                "das Passwort Ihres Kontos bei SecurityTraining wurde geändert. Alle anderen Sitzungen wurden beendet.",
                "Wenn Sie das nicht waren, fordern Sie beim Anmelden sofort ein neues Passwort an und sprechen Sie mit Ihrer IT-Abteilung.",
            ]),
        _ => new MailText(
            "Your password has been changed",
            [
                "The password of your account with SecurityTraining has been changed. All other sessions have been ended.",
                "If it was not you, ask for a new password at once when you sign in, and talk to your IT department.",
            ]),
    };
}

/// <summary>Asks somebody in. The company's name is one that somebody has chosen who may be anybody, so it comes without a link.</summary>
internal sealed record InvitationMail(string CompanyName, string Link) : TransactionalMail
{
    public override SystemMailKind Kind => SystemMailKind.Invitation;

    public override IReadOnlyList<string> RequiredFields => [MailFields.Link];

    public override IReadOnlyDictionary<string, string> Values(string language) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["companyName"] = CompanyName,
        [MailFields.Link] = Link,
    };

    public override MailText Template(string language) => language switch
    {
        "de" => new MailText(
            "Ihre Einladung zu SecurityTraining",
            [
                "{{companyName}} hat für Sie ein Konto bei SecurityTraining eingerichtet, mit dem Sie lernen, Angriffe zu erkennen. Wählen Sie ein Passwort, dann können Sie sich anmelden.",
                "Der Link gilt sieben Tage und nur einmal.",
                "Wenn Sie diese Nachricht nicht erwarten, können Sie sie ignorieren.",
            ],
            new MailAction("Einladung annehmen", MailFields.LinkField)),
        _ => new MailText(
            "Your invitation to SecurityTraining",
            [
                "{{companyName}} has set up an account for you with SecurityTraining, where you learn to recognise attacks. Choose a password, and you can sign in.",
                "The link works once, within seven days.",
                "If you do not expect this message, you can ignore it.",
            ],
            new MailAction("Accept invitation", MailFields.LinkField)),
    };
}

/// <summary>Goes to the address that is to become the person's.</summary>
internal sealed record ConfirmEmailMail(string Link) : TransactionalMail
{
    public override SystemMailKind Kind => SystemMailKind.EmailConfirmation;

    public override IReadOnlyList<string> RequiredFields => [MailFields.Link];

    public override IReadOnlyDictionary<string, string> Values(string language) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [MailFields.Link] = Link,
    };

    public override MailText Template(string language) => language switch
    {
        "de" => new MailText(
            "Neue E-Mail-Adresse bestätigen",
            [
                "diese Adresse soll künftig zu einem Konto bei SecurityTraining gehören. Bitte bestätigen Sie, dass sie Ihnen gehört; danach melden Sie sich mit ihr an.",
                "Der Link gilt 24 Stunden und nur einmal.",
                "Wenn Sie das nicht veranlasst haben, können Sie diese Nachricht ignorieren.",
            ],
            new MailAction("Neue Adresse bestätigen", MailFields.LinkField)),
        _ => new MailText(
            "Confirm your new mail address",
            [
                "This address is to belong to an account with SecurityTraining. Please confirm that it is yours; after that you sign in with it.",
                "The link works once, within 24 hours.",
                "If you have not asked for this, you can ignore this message.",
            ],
            new MailAction("Confirm new address", MailFields.LinkField)),
    };
}

/// <summary>Goes to the address that is about to be replaced, whose owner may not be who has asked for it.</summary>
internal sealed record EmailChangeNotice(string Link) : TransactionalMail
{
    public override SystemMailKind Kind => SystemMailKind.EmailChangeNotice;

    public override IReadOnlyList<string> RequiredFields => [MailFields.Link];

    public override IReadOnlyDictionary<string, string> Values(string language) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [MailFields.Link] = Link,
    };

    public override MailText Template(string language) => language switch
    {
        "de" => new MailText(
            "Ihre E-Mail-Adresse soll geändert werden",
            [
                "jemand, der Ihr Passwort kennt, hat für Ihr Konto bei SecurityTraining eine andere E-Mail-Adresse angegeben. Sobald sie bestätigt ist, melden Sie sich mit ihr an.",
                "Wenn Sie das waren, ist nichts zu tun.",
                "Wenn nicht, nehmen Sie die Änderung über den Link zurück. Er gilt sieben Tage, auch nachdem die neue Adresse bestätigt wurde; alle Sitzungen enden, und Sie setzen ein neues Passwort.",
            ],
            new MailAction("Änderung zurücknehmen", MailFields.LinkField)),
        _ => new MailText(
            "Your mail address is about to be changed",
            [
                "Somebody who knows your password has named another mail address for your account with SecurityTraining. Once it is confirmed, you sign in with it.",
                "If it was you, there is nothing to do.",
                "If not, undo the change with the link. It works for seven days, also after the new address has been confirmed; all sessions end, and you set a new password.",
            ],
            new MailAction("Undo the change", MailFields.LinkField)),
    };
}

/// <summary>To somebody who wants a new password, and would not get in with it.</summary>
internal sealed record UseSingleSignOnMail(string Link) : TransactionalMail
{
    public override SystemMailKind Kind => SystemMailKind.SingleSignOnHint;

    public override IReadOnlyList<string> RequiredFields => [MailFields.Link];

    public override IReadOnlyDictionary<string, string> Values(string language) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [MailFields.Link] = Link,
    };

    public override MailText Template(string language) => language switch
    {
        "de" => new MailText(
            "So melden Sie sich an",
            [
                "für Ihr Konto bei SecurityTraining wurde ein neues Passwort angefordert. Sie brauchen keines: Ihr Unternehmen meldet sich über seinen eigenen Anmeldedienst an.",
                "Wenn Sie nichts angefordert haben, können Sie diese Nachricht ignorieren.",
            ],
            new MailAction("Über den Anmeldedienst anmelden", MailFields.LinkField)),
        _ => new MailText(
            "How you sign in",
            [
                "A new password has been asked for, for your account with SecurityTraining. You need none: your company signs in with its own identity provider.",
                "If you have not asked for this, you can ignore this message.",
            ],
            new MailAction("Use single sign-on", MailFields.LinkField)),
    };
}
