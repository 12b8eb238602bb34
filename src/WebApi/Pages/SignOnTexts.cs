namespace SecurityTraining.WebApi.Pages;

/// <summary>What people are told whom single sign-on has not let in.</summary>
internal static class SignOnTexts
{
    public static (string Heading, string Advice) In(string language, string code) => language == "de" ? German(code) : English(code);

    private static (string Heading, string Advice) English(string code) => code switch
    {
        "single_sign_on_not_set_up" => ("No single sign-on", "There is no single sign-on for this mail address. Sign in with your password."),
        "single_sign_on_refused" => ("You have not been let in", "Your company's identity provider has not let you in, or you have left its page. You can try again."),
        "single_sign_on_failed" => ("This did not work", "Your company's identity provider has not answered as it should. Please tell your administrator."),
        "single_sign_on_email_missing" => ("Your mail address is missing", "Your company's identity provider does not tell your mail address, or has not verified it. Please tell your administrator."),
        "single_sign_on_email_foreign" => ("This is another mail domain", "Your company's identity provider does not speak for your mail address. Please tell your administrator."),
        "single_sign_on_workspace_foreign" => ("This is another Google account", "Your Google account does not belong to your company. Choose the one that your company has given you."),
        "single_sign_on_roles_left_out" => ("You are in too many groups", "Your company's identity provider has not told your role, because you are in too many groups. Please tell your administrator."),
        "single_sign_on_no_account" => ("You have no account yet", "Your company has no account for you. Please ask your administrator for one."),
        "single_sign_on_account_closed" => ("Your account is closed", "If that is a mistake, please tell your administrator."),
        "single_sign_on_account_linked" => ("This mail address is taken", "The account with your mail address belongs to somebody else at the identity provider. Please tell your administrator."),
        "seat_limit_reached" => ("There is no seat left", "All seats of your company's plan are taken. Please tell your administrator."),
        "validation_failed" => ("The mail address is missing", "The address of this page has to end with your mail address."),
        _ => ("Please begin again", "The sign-in has expired, is over already, or was begun in another browser."),
    };

    private static (string Heading, string Advice) German(string code) => code switch
    {
        "single_sign_on_not_set_up" => ("Kein Anmeldedienst", "Für diese E-Mail-Adresse gibt es keinen Anmeldedienst. Melden Sie sich mit Ihrem Passwort an."),
        "single_sign_on_refused" => ("Sie wurden nicht eingelassen", "Der Anmeldedienst Ihres Unternehmens hat Sie nicht eingelassen, oder Sie haben seine Seite verlassen. Sie können es noch einmal versuchen."),
        "single_sign_on_failed" => ("Das hat nicht geklappt", "Der Anmeldedienst Ihres Unternehmens hat nicht geantwortet, wie er sollte. Bitte sagen Sie Ihrem Administrator Bescheid."),
        "single_sign_on_email_missing" => ("Ihre E-Mail-Adresse fehlt", "Der Anmeldedienst Ihres Unternehmens nennt Ihre E-Mail-Adresse nicht oder hat sie nicht geprüft. Bitte sagen Sie Ihrem Administrator Bescheid."),
        "single_sign_on_email_foreign" => ("Das ist eine andere Domain", "Der Anmeldedienst Ihres Unternehmens ist für Ihre E-Mail-Adresse nicht zuständig. Bitte sagen Sie Ihrem Administrator Bescheid."),
        "single_sign_on_workspace_foreign" => ("Das ist ein anderes Google-Konto", "Ihr Google-Konto gehört nicht zu Ihrem Unternehmen. Wählen Sie das, das Ihr Unternehmen Ihnen gegeben hat."),
        "single_sign_on_roles_left_out" => ("Sie sind in zu vielen Gruppen", "Der Anmeldedienst Ihres Unternehmens hat Ihre Rolle nicht genannt, weil Sie in zu vielen Gruppen sind. Bitte sagen Sie Ihrem Administrator Bescheid."),
        "single_sign_on_no_account" => ("Sie haben noch kein Konto", "Ihr Unternehmen hat kein Konto für Sie. Bitte wenden Sie sich an Ihren Administrator."),
        "single_sign_on_account_closed" => ("Ihr Konto ist geschlossen", "Wenn das ein Irrtum ist, sagen Sie bitte Ihrem Administrator Bescheid."),
        "single_sign_on_account_linked" => ("Diese E-Mail-Adresse ist vergeben", "Das Konto mit Ihrer E-Mail-Adresse gehört beim Anmeldedienst jemand anderem. Bitte sagen Sie Ihrem Administrator Bescheid."),
        "seat_limit_reached" => ("Es ist kein Platz frei", "Alle Plätze im Tarif Ihres Unternehmens sind vergeben. Bitte sagen Sie Ihrem Administrator Bescheid."),
        "validation_failed" => ("Die E-Mail-Adresse fehlt", "Die Adresse dieser Seite muss mit Ihrer E-Mail-Adresse enden."),
        _ => ("Bitte beginnen Sie noch einmal", "Die Anmeldung ist abgelaufen, schon vorbei oder wurde in einem anderen Browser begonnen."),
    };
}
