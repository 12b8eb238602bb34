using SecurityTraining.Application.Mailing;

namespace SecurityTraining.Infrastructure.IntegrationTests.Mail;

/// <summary>Mails for tests, alike except for what a test is about.</summary>
internal static class Mails
{
    private static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    public static RenderedMail Mail(string id = "1", string? to = null) => new(
        MessageId: $"{id}@mail.example.com",
        From: new MailParty("IT Helpdesk", "helpdesk@mail.example.com"),
        To: new MailParty("Jane Doe", to ?? $"person{id}@example.com"),
        Subject: "Your password",
        Text: "Hello",
        Html: "<p>Hello</p>",
        Headers: new Dictionary<string, string>(StringComparer.Ordinal),
        Images: new Dictionary<string, byte[]>(StringComparer.Ordinal));

    public static RenderedMail WithImage(this RenderedMail mail) => mail with
    {
        Html = """<p><img src="cid:qr"></p>""",
        Images = new Dictionary<string, byte[]>(StringComparer.Ordinal) { ["qr"] = Png },
    };
}
