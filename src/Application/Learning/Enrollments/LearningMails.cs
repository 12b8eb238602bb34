using System.Globalization;
using SecurityTraining.Application.Identity;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Learning.Enrollments;

/// <summary>Reminds somebody of a course. Titles are written by others than who gets the mail, so links in them are left out.</summary>
/// <param name="DueOn">In the person's own time zone.</param>
/// <param name="DaysAfter">After the due date; negative before it.</param>
/// <param name="Page">Where people learn; null: nobody has said where that is.</param>
internal sealed record CourseReminderMail(string CourseTitle, DateOnly DueOn, int DaysAfter, Uri? Page) : TransactionalMail
{
    public override SystemMailKind Kind => DaysAfter switch
    {
        > 0 => SystemMailKind.CourseOverdue,
        0 => SystemMailKind.CourseDueToday,
        _ => SystemMailKind.CourseReminder,
    };

    public override IReadOnlyDictionary<string, string> Values(string language) => MailWords.WithPage(Page, new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["courseTitle"] = MailWords.Harmless(CourseTitle),
        ["dueOn"] = MailWords.Date(DueOn, language),
    });

    public override MailText Template(string language) => language switch
    {
        "de" => new MailText(
            DaysAfter > 0 ? "Überfällig: {{courseTitle}}" : DaysAfter == 0 ? "Heute fällig: {{courseTitle}}" : "Erinnerung: {{courseTitle}}",
            [
                DaysAfter > 0
                    ? "Ihr Kurs „{{courseTitle}}“ war am {{dueOn}} fällig und ist noch nicht abgeschlossen."
                    : "Ihr Kurs „{{courseTitle}}“ ist bis zum {{dueOn}} abzuschließen.",
                "Melden Sie sich bei SecurityTraining an, um dort weiterzumachen, wo Sie aufgehört haben.",
            ],
            MailWords.LearnerPage(Page, language)),
        _ => new MailText(
            DaysAfter > 0 ? "Overdue: {{courseTitle}}" : DaysAfter == 0 ? "Due today: {{courseTitle}}" : "Reminder: {{courseTitle}}",
            [
                DaysAfter > 0
                    ? "Your course “{{courseTitle}}” was due on {{dueOn}} and has not been completed yet."
                    : "Your course “{{courseTitle}}” is to be completed by {{dueOn}}.",
                "Sign in to SecurityTraining to go on where you have left off.",
            ],
            MailWords.LearnerPage(Page, language)),
    };
}

/// <summary>Tells somebody which of their people are late.</summary>
/// <param name="More">How many there are besides those who are named.</param>
internal sealed record OverdueDigestMail(IReadOnlyList<LateLearner> People, int More) : TransactionalMail
{
    /// <summary>As many as somebody reads in a mail.</summary>
    public const int MaxPeople = 50;

    public override SystemMailKind Kind => SystemMailKind.OverdueDigest;

    public override IReadOnlyList<string> RequiredFields => ["people"];

    /// <summary>One line for each person.</summary>
    public override IReadOnlyDictionary<string, string> Values(string language) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["people"] = string.Join('\n', People.Select(person => Line(person, language)).Concat(MailWords.Rest(More, language))),
    };

    public override MailText Template(string language) => language switch
    {
        "de" => new MailText(
            "Überfällige Schulungen in Ihrem Team", ["diese Personen haben einen Kurs nicht rechtzeitig abgeschlossen:", "{{people}}"]),
        _ => new MailText("Overdue training in your team", ["These people have not completed a course in time:", "{{people}}"]),
    };

    private static string Line(LateLearner person, string language)
    {
        var (name, course, date) = (MailWords.Harmless(person.Name), MailWords.Harmless(person.CourseTitle), MailWords.Date(person.DueOn, language));
        return language == "de" ? $"{name}: {course} (fällig am {date})" : $"{name}: {course} (due on {date})";
    }
}

internal sealed record LateLearner(string Name, string CourseTitle, DateOnly DueOn);

internal static class MailWords
{
    /// <summary>The operator's own address, so that nobody else decides where it leads.</summary>
    public static MailAction? LearnerPage(Uri? url, string language) =>
        url is null ? null : new MailAction(language == "de" ? "Zu meinen Kursen" : "Go to my courses", MailFields.LinkField);

    public static Dictionary<string, string> WithPage(Uri? url, Dictionary<string, string> values)
    {
        if (url is not null)
        {
            values[MailFields.Link] = url.AbsoluteUri;
        }

        return values;
    }

    /// <summary>That there are others besides those who are named; nothing if there are none.</summary>
    public static IEnumerable<string> Rest(int more, string language) => more == 0 ? [] : [language == "de" ? $"… und {more} weitere." : $"… and {more} more."];

    public static string Harmless(string text) => IdentityRules.HasLink(text) ? "…" : text;

    /// <summary>Without the machine's cultures, which a small container does not have.</summary>
    public static string Date(DateOnly date, string language) =>
        date.ToString(language == "de" ? "dd.MM.yyyy" : "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
