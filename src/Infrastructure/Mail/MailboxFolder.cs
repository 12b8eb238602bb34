using SecurityTraining.Application.Mailing;

namespace SecurityTraining.Infrastructure.Mail;

/// <summary>The embedded stand-in for a mail server: each mail becomes a file that a mail program can open.</summary>
internal sealed class MailboxFolder(DataFolder data, TimeProvider clock) : IMailTransport
{
    private readonly string _folder = data.Folder("mailbox");

    public int Connections => 4;

    public async Task<MailReceipt> Send(RenderedMail mail, CancellationToken ct)
    {
        // Named after the Message-ID, so that a repetition replaces the file instead of adding one.
        var name = string.Concat(mail.MessageId.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' ? letter : '_'));
        var file = Path.Combine(_folder, $"{name}.eml");
        var unfinished = file + ".part";
        try
        {
            await using (var stream = File.Create(unfinished))
            {
                await mail.ToMime(clock).WriteToAsync(MimeMessages.SmtpFormat, stream, ct);
            }

            File.Move(unfinished, file, overwrite: true);
            return new MailReceipt(MailVerdict.Accepted, "written to the mailbox folder");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new MailReceipt(MailVerdict.Unavailable, exception.Message);
        }
    }
}
