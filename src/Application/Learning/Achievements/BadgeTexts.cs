using SecurityTraining.Domain.Learning.Achievements;

namespace SecurityTraining.Application.Learning.Achievements;

/// <param name="HowTo">What it is given for.</param>
internal sealed record BadgeText(string Title, string HowTo);

/// <summary>What badges are called.</summary>
internal static class BadgeTexts
{
    public static BadgeText Of(Badge badge, string language) => language == "de" ? German(badge) : English(badge);

    private static BadgeText English(Badge badge) => badge switch
    {
        Badge.FirstStep => new("First step", "Complete a lesson"),
        Badge.Graduate => new("Graduate", "Complete a course"),
        Badge.Scholar => new("Scholar", "Complete five courses"),
        Badge.Professor => new("Professor", "Complete fifteen courses"),
        Badge.SharpMind => new("Sharp mind", "Pass five quizzes at the first try"),
        Badge.Flawless => new("Flawless", "Complete a course with 100 percent"),
        Badge.WatchfulEye => new("Watchful eye", "Report a simulated phishing mail"),
        Badge.Guardian => new("Guardian", "Report five simulated phishing mails"),
        Badge.Sentinel => new("Sentinel", "Report twenty simulated phishing mails"),
        Badge.AllRounder => new("All-rounder", "Complete a course, pass a quiz at the first try and report a simulated phishing mail"),
        Badge.Marathon => new("Marathon", "Complete fifty lessons"),
        _ => throw new ArgumentOutOfRangeException(nameof(badge), badge, message: null),
    };

    private static BadgeText German(Badge badge) => badge switch
    {
        Badge.FirstStep => new("Erster Schritt", "Schließen Sie eine Lektion ab"),
        Badge.Graduate => new("Abschluss", "Schließen Sie einen Kurs ab"),
        Badge.Scholar => new("Wissbegierig", "Schließen Sie fünf Kurse ab"),
        Badge.Professor => new("Gelehrt", "Schließen Sie fünfzehn Kurse ab"),
        Badge.SharpMind => new("Scharfsinnig", "Bestehen Sie fünf Tests im ersten Versuch"),
        Badge.Flawless => new("Fehlerlos", "Schließen Sie einen Kurs mit 100 Prozent ab"),
        Badge.WatchfulEye => new("Wachsames Auge", "Melden Sie eine simulierte Phishing-Mail"),
        Badge.Guardian => new("Hüter", "Melden Sie fünf simulierte Phishing-Mails"),
        Badge.Sentinel => new("Wächter", "Melden Sie zwanzig simulierte Phishing-Mails"),
        Badge.AllRounder => new("Vielseitig", "Schließen Sie einen Kurs ab, bestehen Sie einen Test im ersten Versuch und melden Sie eine simulierte Phishing-Mail"),
        Badge.Marathon => new("Ausdauernd", "Schließen Sie fünfzig Lektionen ab"),
        _ => throw new ArgumentOutOfRangeException(nameof(badge), badge, message: null),
    };
}
