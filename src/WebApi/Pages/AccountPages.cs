using SecurityTraining.Application.Identity;

namespace SecurityTraining.WebApi.Pages;

/// <summary>The pages behind the links of invitations, forgotten passwords and changes of address.</summary>
internal static class AccountPages
{
    private const string LinkIsOver = "This link no longer works";
    private const string LinkIsOverGerman = "Dieser Link gilt nicht mehr";
    private const string Taken = "This address is taken";
    private const string TakenGerman = "Diese Adresse ist vergeben";
    private const string TakenAdvice = "Another account signs in with this mail address already. Nothing has been changed.";
    private const string TakenAdviceGerman = "Mit dieser E-Mail-Adresse meldet sich schon ein anderes Konto an. Es wurde nichts geändert.";

    private static readonly LinkPage ResetPassword = new(
        "/reset-password",
        new(
            "Set a new password",
            "After that you are signed out on all devices, and sign in with the new password.",
            "Set password",
            "Your password has been changed",
            "You can close this page and sign in with the new password now.",
            LinkIsOver,
            "It has been used or has expired. Ask for a new one when you sign in.",
            Taken,
            TakenAdvice),
        new(
            "Neues Passwort setzen",
            "Danach sind Sie auf allen Geräten abgemeldet und melden sich mit dem neuen Passwort an.",
            "Passwort setzen",
            "Ihr Passwort wurde geändert",
            "Sie können diese Seite schließen und sich jetzt mit dem neuen Passwort anmelden.",
            LinkIsOverGerman,
            "Er wurde schon benutzt oder ist abgelaufen. Fordern Sie beim Anmelden einen neuen an.",
            TakenGerman,
            TakenAdviceGerman));

    private static readonly LinkPage AcceptInvitation = new(
        "/accept-invitation",
        new(
            "Welcome to SecurityTraining",
            "Choose a password for your account, and you can sign in.",
            "Accept invitation",
            "Your account is ready",
            "You can close this page and sign in with your mail address and your password now.",
            LinkIsOver,
            "It has been used or has expired, or a newer one has been sent. If you cannot sign in yet, ask your company for another invitation.",
            Taken,
            TakenAdvice),
        new(
            "Willkommen bei SecurityTraining",
            "Wählen Sie ein Passwort für Ihr Konto, dann können Sie sich anmelden.",
            "Einladung annehmen",
            "Ihr Konto ist bereit",
            "Sie können diese Seite schließen und sich jetzt mit Ihrer E-Mail-Adresse und Ihrem Passwort anmelden.",
            LinkIsOverGerman,
            "Er wurde schon benutzt, ist abgelaufen oder durch einen neueren ersetzt. Wenn Sie sich noch nicht anmelden können, bitten Sie Ihr Unternehmen um eine neue Einladung.",
            TakenGerman,
            TakenAdviceGerman));

    private static readonly LinkPage ConfirmEmail = new(
        "/confirm-email",
        new(
            "Confirm your new mail address",
            "From then on you sign in with it.",
            "Confirm new address",
            "Your mail address has been changed",
            "You can close this page. From now on you sign in with the new address.",
            LinkIsOver,
            "It has been used, has expired or was withdrawn. Your address has not been changed; you can ask for it again.",
            Taken,
            TakenAdvice),
        new(
            "Neue E-Mail-Adresse bestätigen",
            "Danach melden Sie sich mit ihr an.",
            "Neue Adresse bestätigen",
            "Ihre E-Mail-Adresse wurde geändert",
            "Sie können diese Seite schließen. Ab jetzt melden Sie sich mit der neuen Adresse an.",
            LinkIsOverGerman,
            "Er wurde schon benutzt, ist abgelaufen oder wurde zurückgenommen. Ihre Adresse wurde nicht geändert; Sie können die Änderung noch einmal anfordern.",
            TakenGerman,
            TakenAdviceGerman));

    private static readonly LinkPage UndoEmailChange = new(
        "/undo-email-change",
        new(
            "Keep your mail address",
            "The other address is discarded, all sessions end, and we send you a link for a new password.",
            "Undo the change",
            "Your mail address stays",
            "We have sent you a mail with which you set a new password. Talk to your IT department about who may have known the old one.",
            LinkIsOver,
            "It has been used or has expired. If you cannot sign in, talk to your company's administrator.",
            Taken,
            TakenAdvice),
        new(
            "E-Mail-Adresse behalten",
            "Die andere Adresse wird verworfen, alle Sitzungen enden, und wir senden Ihnen einen Link für ein neues Passwort.",
            "Änderung zurücknehmen",
            "Ihre E-Mail-Adresse bleibt",
            "Wir haben Ihnen eine Nachricht gesandt, mit der Sie ein neues Passwort setzen. Sprechen Sie mit Ihrer IT-Abteilung darüber, wer das alte gekannt haben könnte.",
            LinkIsOverGerman,
            "Er wurde schon benutzt oder ist abgelaufen. Wenn Sie sich nicht anmelden können, wenden Sie sich an den Administrator Ihres Unternehmens.",
            TakenGerman,
            TakenAdviceGerman));

    public static IEndpointRouteBuilder MapAccountPages(this IEndpointRouteBuilder app)
    {
        ResetPassword.Map(app, (token, password) => new ResetPasswordCommand(token, password));
        AcceptInvitation.Map(app, (token, password) => new AcceptInvitationCommand(token, password));
        ConfirmEmail.Map(app, token => new ConfirmEmailCommand(token));
        UndoEmailChange.Map(app, token => new UndoEmailChangeCommand(token));
        return app;
    }
}
