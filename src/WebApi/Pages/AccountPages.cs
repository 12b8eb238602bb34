using SecurityTraining.Application.Identity;

namespace SecurityTraining.WebApi.Pages;

/// <summary>The pages behind the links of account mails.</summary>
internal static class AccountPages
{
    private static readonly LinkPage VerifyEmail = new(
        "/verify-email",
        new(
            "Confirm your mail address",
            "One click, and you can sign in.",
            "Confirm mail address",
            "Your mail address is confirmed",
            "You can close this page and sign in now.",
            "It has been used or has expired. If your address is not confirmed yet, ask for a new mail when you sign in."),
        new(
            "E-Mail-Adresse bestätigen",
            "Ein Klick, und Sie können sich anmelden.",
            "E-Mail-Adresse bestätigen",
            "Ihre E-Mail-Adresse ist bestätigt",
            "Sie können diese Seite schließen und sich jetzt anmelden.",
            "Er wurde schon benutzt oder ist abgelaufen. Falls Ihre Adresse noch nicht bestätigt ist, fordern Sie beim Anmelden eine neue Nachricht an."));

    private static readonly LinkPage ResetPassword = new(
        "/reset-password",
        new(
            "Set a new password",
            "After that you are signed out on all devices, and sign in with the new password.",
            "Set password",
            "Your password has been changed",
            "You can close this page and sign in with the new password now.",
            "It has been used or has expired. Ask for a new one when you sign in."),
        new(
            "Neues Passwort setzen",
            "Danach sind Sie auf allen Geräten abgemeldet und melden sich mit dem neuen Passwort an.",
            "Passwort setzen",
            "Ihr Passwort wurde geändert",
            "Sie können diese Seite schließen und sich jetzt mit dem neuen Passwort anmelden.",
            "Er wurde schon benutzt oder ist abgelaufen. Fordern Sie beim Anmelden einen neuen an."));

    private static readonly LinkPage AcceptInvitation = new(
        "/accept-invitation",
        new(
            "Welcome to SecurityTraining",
            "Choose a password for your account, and you can sign in.",
            "Accept invitation",
            "Your account is ready",
            "You can close this page and sign in with your mail address and your password now.",
            "It has been used or has expired, or a newer one has been sent. If you cannot sign in yet, ask your company for another invitation."),
        new(
            "Willkommen bei SecurityTraining",
            "Wählen Sie ein Passwort für Ihr Konto, dann können Sie sich anmelden.",
            "Einladung annehmen",
            "Ihr Konto ist bereit",
            "Sie können diese Seite schließen und sich jetzt mit Ihrer E-Mail-Adresse und Ihrem Passwort anmelden.",
            "Er wurde schon benutzt, ist abgelaufen oder durch einen neueren ersetzt. Wenn Sie sich noch nicht anmelden können, bitten Sie Ihr Unternehmen um eine neue Einladung."));

    private static readonly LinkPage ConfirmEmail = new(
        "/confirm-email",
        new(
            "Confirm your new mail address",
            "From then on you sign in with it.",
            "Confirm new address",
            "Your mail address has been changed",
            "You can close this page. From now on you sign in with the new address.",
            "It has been used, has expired or was withdrawn. Your address has not been changed; you can ask for it again."),
        new(
            "Neue E-Mail-Adresse bestätigen",
            "Danach melden Sie sich mit ihr an.",
            "Neue Adresse bestätigen",
            "Ihre E-Mail-Adresse wurde geändert",
            "Sie können diese Seite schließen. Ab jetzt melden Sie sich mit der neuen Adresse an.",
            "Er wurde schon benutzt, ist abgelaufen oder wurde zurückgenommen. Ihre Adresse wurde nicht geändert; Sie können die Änderung noch einmal anfordern."));

    private static readonly LinkPage UndoEmailChange = new(
        "/undo-email-change",
        new(
            "Keep your mail address",
            "The other address is discarded, all sessions end, and we send you a link for a new password.",
            "Undo the change",
            "Your mail address stays",
            "We have sent you a mail with which you set a new password. Talk to your IT department about who may have known the old one.",
            "It has been used or has expired. If you cannot sign in, talk to your company's administrator."),
        new(
            "E-Mail-Adresse behalten",
            "Die andere Adresse wird verworfen, alle Sitzungen enden, und wir senden Ihnen einen Link für ein neues Passwort.",
            "Änderung zurücknehmen",
            "Ihre E-Mail-Adresse bleibt",
            "Wir haben Ihnen eine Nachricht gesandt, mit der Sie ein neues Passwort setzen. Sprechen Sie mit Ihrer IT-Abteilung darüber, wer das alte gekannt haben könnte.",
            "Er wurde schon benutzt oder ist abgelaufen. Wenn Sie sich nicht anmelden können, wenden Sie sich an den Administrator Ihres Unternehmens."));

    public static IEndpointRouteBuilder MapAccountPages(this IEndpointRouteBuilder app)
    {
        VerifyEmail.Map(app, token => new VerifyEmailCommand(token));
        ResetPassword.Map(app, (token, password) => new ResetPasswordCommand(token, password));
        AcceptInvitation.Map(app, (token, password) => new AcceptInvitationCommand(token, password));
        ConfirmEmail.Map(app, token => new ConfirmEmailCommand(token));
        UndoEmailChange.Map(app, token => new UndoEmailChangeCommand(token));
        return app;
    }
}
