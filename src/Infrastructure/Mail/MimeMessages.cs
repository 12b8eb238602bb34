using MimeKit;
using SecurityTraining.Application.Mailing;

namespace SecurityTraining.Infrastructure.Mail;

internal static class MimeMessages
{
    public static MimeMessage ToMime(this RenderedMail mail, TimeProvider clock)
    {
        var message = new MimeMessage
        {
            MessageId = mail.MessageId,
            Date = clock.GetUtcNow(),
            Subject = mail.Subject,
        };
        message.From.Add(new MailboxAddress(mail.From.Name, mail.From.Address));
        message.To.Add(new MailboxAddress(mail.To.Name, mail.To.Address));
        foreach (var (name, value) in mail.Headers)
        {
            message.Headers.Add(name, value);
        }

        var body = new BodyBuilder { TextBody = mail.Text, HtmlBody = mail.Html };
        foreach (var (contentId, png) in mail.Images)
        {
            var image = body.LinkedResources.Add($"{contentId}.png", png, new ContentType("image", "png"));
            image.ContentId = contentId;
        }

        foreach (var (fileName, mediaType, content) in mail.Attachments)
        {
            body.Attachments.Add(fileName, content, ContentType.Parse(mediaType));
        }

        message.Body = body.ToMessageBody();
        message.Prepare(EncodingConstraint.SevenBit);
        return message;
    }

    public static FormatOptions SmtpFormat { get; } = CreateSmtpFormat();

    private static FormatOptions CreateSmtpFormat()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        return format;
    }
}
