using MimeKit;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Infrastructure.Mail;

namespace SecurityTraining.Infrastructure.IntegrationTests.Mail;

public sealed class MailboxFolderTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("securitytraining-mailbox-");

    private string Mailbox => Path.Combine(_data.FullName, "mailbox");

    [Fact]
    public async Task A_mail_becomes_a_file_that_mail_programs_can_open()
    {
        var receipt = await Folder().Send(Mails.Mail("one") with { Subject = "Prüfung" }, default);

        receipt.Verdict.ShouldBe(MailVerdict.Accepted);
        var message = await MimeMessage.LoadAsync(Directory.GetFiles(Mailbox, "*.eml").ShouldHaveSingleItem());
        message.Subject.ShouldBe("Prüfung");
        message.MessageId.ShouldBe("one@mail.example.com");
        message.To.Mailboxes.ShouldHaveSingleItem().Address.ShouldBe("personone@example.com");
    }

    [Fact]
    public async Task A_repeated_mail_replaces_its_file()
    {
        var folder = Folder();

        await folder.Send(Mails.Mail("one"), default);
        await folder.Send(Mails.Mail("one") with { Subject = "Again" }, default);
        await folder.Send(Mails.Mail("two"), default);

        var files = Directory.GetFiles(Mailbox).Order(StringComparer.Ordinal).ToList();
        files.Count.ShouldBe(2);
        (await MimeMessage.LoadAsync(files[0])).Subject.ShouldBe("Again");
    }

    [Theory]
    [InlineData("../../outside")]
    [InlineData("/etc/outside")]
    [InlineData("..")]
    public async Task No_message_id_leads_out_of_the_folder(string id)
    {
        await Folder().Send(Mails.Mail() with { MessageId = $"{id}@mail.example.com" }, default);

        Directory.GetFiles(Mailbox, "*.eml").ShouldHaveSingleItem();
        Directory.GetFiles(_data.FullName, "*", SearchOption.AllDirectories).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_unavailable()
    {
        var folder = Folder();
        Directory.Delete(Mailbox);
        await File.WriteAllTextAsync(Mailbox, "in the way");

        (await folder.Send(Mails.Mail(), default)).Verdict.ShouldBe(MailVerdict.Unavailable);
    }

    public void Dispose() => _data.Delete(recursive: true);

    private MailboxFolder Folder() => new(new DataFolder(_data.FullName), TimeProvider.System);
}
