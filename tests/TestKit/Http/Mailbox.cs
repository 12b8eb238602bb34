using MimeKit;

namespace SecurityTraining.TestKit.Http;

/// <summary>The folder into which a host without a mail server writes its mails.</summary>
public sealed class Mailbox(string folder)
{
    public async Task<MimeMessage> MailTo(string address, string containing)
    {
        var found = await Eventually.Get(() => Find(address, containing), mail => mail is not null);
        return found!;
    }

    /// <summary>What follows <paramref name="mark"/> in the text of the mail, up to the first character that no token has.</summary>
    public async Task<string> TokenFor(string address, string mark)
    {
        var text = (await MailTo(address, mark)).TextBody!;
        var start = text.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        return string.Concat(text.Skip(start).TakeWhile(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_'));
    }

    private async Task<MimeMessage?> Find(string address, string containing)
    {
        if (!Directory.Exists(folder))
        {
            return null;
        }

        foreach (var file in Directory.EnumerateFiles(folder, "*.eml"))
        {
            var mail = await MimeMessage.LoadAsync(file);
            if (mail.To.Mailboxes.Any(mailbox => mailbox.Address == address) && mail.TextBody?.Contains(containing, StringComparison.Ordinal) == true)
            {
                return mail;
            }
        }

        return null;
    }
}
