using SecurityTraining.Application.Learning.Enrollments;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Domain.Automation;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Automation;

/// <summary>Tells somebody what a rule has noticed about them.</summary>
/// <param name="Message">The company's own words.</param>
/// <param name="Page">Where people learn; null: nobody has said where that is.</param>
internal sealed record RuleNoticeMail(TriggerKind Trigger, string? Message, Uri? Page) : TransactionalMail
{
    public override SystemMailKind Kind => SystemMailKind.RuleNotice;

    public override IReadOnlyList<string> RequiredFields => ["event"];

    public override IReadOnlyDictionary<string, string> Values(string language)
    {
        var (title, text) = (language, Trigger) switch
        {
            ("de", TriggerKind.Clicked) => ("Das war eine Übung", "Sie haben in einer simulierten Phishing-Mail auf einen Link geklickt."),
            ("de", TriggerKind.Repeated) => ("Das war eine Übung", "Sie haben mehrmals in simulierten Phishing-Mails auf einen Link geklickt."),
            ("de", TriggerKind.Submitted) => ("Das war eine Übung", "Sie haben auf der Seite einer simulierten Phishing-Mail etwas eingegeben."),
            ("de", TriggerKind.Reported) => ("Gut erkannt", "Sie haben eine simulierte Phishing-Mail gemeldet. Danke!"),
            ("de", TriggerKind.QuizFailed) => ("Ihr Quiz", "Sie haben ein Quiz nicht bestanden."),
            ("de", TriggerKind.CourseOverdue) => ("Überfälliger Kurs", "Ein Kurs von Ihnen war fällig und ist noch nicht abgeschlossen."),
            ("de", _) => ("Willkommen in der Gruppe", "Sie sind in eine Gruppe aufgenommen worden."),
            (_, TriggerKind.Clicked) => ("That was an exercise", "You have clicked on a link in a simulated phishing mail."),
            (_, TriggerKind.Repeated) => ("That was an exercise", "You have clicked on links in simulated phishing mails several times."),
            (_, TriggerKind.Submitted) => ("That was an exercise", "You have entered something on the page of a simulated phishing mail."),
            (_, TriggerKind.Reported) => ("Well spotted", "You have reported a simulated phishing mail. Thank you!"),
            (_, TriggerKind.QuizFailed) => ("Your quiz", "You have not passed a quiz."),
            (_, TriggerKind.CourseOverdue) => ("Overdue course", "A course of yours was due and has not been completed yet."),
            _ => ("Welcome to the group", "You have been added to a group."),
        };
        return MailWords.WithPage(Page, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["title"] = title,
            ["event"] = text,
            ["message"] = Message ?? "",
        });
    }

    public override MailText Template(string language) => new("{{title}}", ["{{event}}", "{{message}}"], MailWords.LearnerPage(Page, language));
}

/// <summary>Tells somebody which of their people a rule has noticed.</summary>
/// <param name="More">How many there are besides those who are named.</param>
/// <param name="Message">The company's own words.</param>
internal sealed record TeamNoticeMail(TriggerKind Trigger, IReadOnlyList<string> People, int More, string? Message) : TransactionalMail
{
    /// <summary>As many as somebody reads in a mail.</summary>
    public const int MaxPeople = 50;

    public override SystemMailKind Kind => SystemMailKind.TeamNotice;

    public override IReadOnlyList<string> RequiredFields => ["event", "people"];

    public override IReadOnlyDictionary<string, string> Values(string language) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["event"] = Sentence(language),
        ["people"] = string.Join('\n', [string.Join(", ", People.Select(MailWords.Harmless)), .. MailWords.Rest(More, language)]),
        ["message"] = Message ?? "",
    };

    public override MailText Template(string language) => new(
        language == "de" ? "Hinweis zu Ihrem Team" : "A note about your team", ["{{event}}", "{{people}}", "{{message}}"]);

    private string Sentence(string language) => (language, Trigger) switch
    {
        ("de", TriggerKind.Clicked) => "Diese Personen haben in einer simulierten Phishing-Mail auf einen Link geklickt:",
        ("de", TriggerKind.Repeated) => "Diese Personen haben mehrmals in simulierten Phishing-Mails auf einen Link geklickt:",
        ("de", TriggerKind.Submitted) => "Diese Personen haben auf der Seite einer simulierten Phishing-Mail etwas eingegeben:",
        ("de", TriggerKind.Reported) => "Diese Personen haben eine simulierte Phishing-Mail gemeldet:",
        ("de", TriggerKind.QuizFailed) => "Diese Personen haben ein Quiz nicht bestanden:",
        ("de", TriggerKind.CourseOverdue) => "Diese Personen haben einen Kurs nicht rechtzeitig abgeschlossen:",
        ("de", _) => "Diese Personen sind in eine Gruppe aufgenommen worden:",
        (_, TriggerKind.Clicked) => "These people have clicked on a link in a simulated phishing mail:",
        (_, TriggerKind.Repeated) => "These people have clicked on links in simulated phishing mails several times:",
        (_, TriggerKind.Submitted) => "These people have entered something on the page of a simulated phishing mail:",
        (_, TriggerKind.Reported) => "These people have reported a simulated phishing mail:",
        (_, TriggerKind.QuizFailed) => "These people have not passed a quiz:",
        (_, TriggerKind.CourseOverdue) => "These people have not completed a course in time:",
        _ => "These people have been added to a group:",
    };
}
