using MimeKit;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Infrastructure.Html;

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
        foreach (var (contentId, picture) in mail.Images)
        {
            var type = ContentType.Parse(EmbeddedImages.TypeOf(picture) ?? "image/png");
            var image = body.LinkedResources.Add($"{contentId}.{type.MediaSubtype}", picture, type);
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
