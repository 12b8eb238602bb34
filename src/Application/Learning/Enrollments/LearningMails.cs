using System.Globalization;
using SecurityTraining.Application.Identity;
using SecurityTraining.Application.Mailing;

namespace SecurityTraining.Application.Learning.Enrollments;

/// <summary>Reminds somebody of a course. Titles are written by others than who gets the mail, so links in them are left out.</summary>
/// <param name="DueOn">In the person's own time zone.</param>
/// <param name="DaysAfter">After the due date; negative before it.</param>
/// <param name="Page">Where people learn; null: nobody has said where that is.</param>
internal sealed record CourseReminderMail(string CourseTitle, DateOnly DueOn, int DaysAfter, Uri? Page) : TransactionalMail
{
    public override MailText InLanguage(string language)
    {
        var course = MailWords.Harmless(CourseTitle);
        var date = MailWords.Date(DueOn, language);
        return language switch
        {
            "de" => new MailText(
                DaysAfter > 0 ? $"Überfällig: {course}" : DaysAfter == 0 ? $"Heute fällig: {course}" : $"Erinnerung: {course}",
                [
                    DaysAfter > 0
                        ? $"Ihr Kurs „{course}“ war am {date} fällig und ist noch nicht abgeschlossen."
                        : $"Ihr Kurs „{course}“ ist bis zum {date} abzuschließen.",
                    "Melden Sie sich bei SecurityTraining an, um dort weiterzumachen, wo Sie aufgehört haben.",
                ],
                MailWords.LearnerPage(Page, language)),
            _ => new MailText(
                DaysAfter > 0 ? $"Overdue: {course}" : DaysAfter == 0 ? $"Due today: {course}" : $"Reminder: {course}",
                [
                    DaysAfter > 0
                        ? $"Your course “{course}” was due on {date} and has not been completed yet."
                        : $"Your course “{course}” is to be completed by {date}.",
                    "Sign in to SecurityTraining to go on where you have left off.",
                ],
                MailWords.LearnerPage(Page, language)),
        };
    }
}

/// <summary>Tells somebody which of their people are late.</summary>
/// <param name="More">How many there are besides those who are named.</param>
internal sealed record OverdueDigestMail(IReadOnlyList<LateLearner> People, int More) : TransactionalMail
{
    /// <summary>As many as somebody reads in a mail.</summary>
    public const int MaxPeople = 50;

    public override MailText InLanguage(string language)
    {
        var lines = People.Select(person => Line(person, language));
        return language switch
        {
            "de" => new MailText(
                "Überfällige Schulungen in Ihrem Team",
                ["diese Personen haben einen Kurs nicht rechtzeitig abgeschlossen:", .. lines, .. More > 0 ? [$"… und {More} weitere."] : Array.Empty<string>()]),
            _ => new MailText(
                "Overdue training in your team",
                ["These people have not completed a course in time:", .. lines, .. More > 0 ? [$"… and {More} more."] : Array.Empty<string>()]),
        };
    }

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
        url is null ? null : new MailAction(language == "de" ? "Zu meinen Kursen" : "Go to my courses", url.AbsoluteUri);

    public static string Harmless(string text) => IdentityRules.HasLink(text) ? "…" : text;

    /// <summary>Without the machine's cultures, which a small container does not have.</summary>
    public static string Date(DateOnly date, string language) =>
        date.ToString(language == "de" ? "dd.MM.yyyy" : "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
