using SecurityTraining.Application.Mailing;
using SecurityTraining.Infrastructure.Mail;
using SecurityTraining.TestKit.Smtp;

namespace SecurityTraining.Infrastructure.IntegrationTests.Mail;

/// <summary>Whom the transport trusts, and how it says who it is.</summary>
public sealed class SmtpSecurityTests
{
    [Fact]
    public async Task StartTls_with_a_certificate_of_the_companys_own_authority()
    {
        using var certificate = new TestCertificate();
        await using var sink = await SmtpSink.Start("--starttls", certificate.CertificateFile, certificate.KeyFile);
        await using var transport = SmtpTransports.To(sink, options =>
        {
            (options.Host, options.Security) = ("localhost", SmtpSecurity.StartTls);
            options.CertificateAuthorityFile = certificate.AuthorityFile;
        });

        (await transport.Send(Mails.Mail(), default)).Verdict.ShouldBe(MailVerdict.Accepted);

        (await sink.Mails()).ShouldHaveSingleItem().IsEncrypted.ShouldBeTrue();
    }

    [Fact]
    public async Task Tls_from_the_first_byte_with_a_certificate_of_the_companys_own_authority()
    {
        using var certificate = new TestCertificate();
        await using var sink = await SmtpSink.Start("--tls", certificate.CertificateFile, certificate.KeyFile);
        await using var transport = SmtpTransports.To(sink, options =>
        {
            options.Security = SmtpSecurity.Tls;
            options.CertificateAuthorityFile = certificate.AuthorityFile;
        });

        (await transport.Send(Mails.Mail(), default)).Verdict.ShouldBe(MailVerdict.Accepted);

        (await sink.Mails()).ShouldHaveSingleItem().IsEncrypted.ShouldBeTrue();
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_is_refused()
    {
        using var certificate = new TestCertificate();
        await using var sink = await SmtpSink.Start("--starttls", certificate.CertificateFile, certificate.KeyFile);
        await using var transport = SmtpTransports.To(sink, options => options.Security = SmtpSecurity.StartTls);

        (await transport.Send(Mails.Mail(), default)).Verdict.ShouldBe(MailVerdict.Unavailable);

        (await sink.Mails()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_refused()
    {
        using var certificate = new TestCertificate();
        using var other = new TestCertificate();
        await using var sink = await SmtpSink.Start("--tls", certificate.CertificateFile, certificate.KeyFile);
        await using var transport = SmtpTransports.To(sink, options =>
            (options.Security, options.CertificateAuthorityFile) = (SmtpSecurity.Tls, other.AuthorityFile));

        (await transport.Send(Mails.Mail(), default)).Verdict.ShouldBe(MailVerdict.Unavailable);
    }

    [Fact]
    public async Task A_trusted_certificate_for_another_host_is_refused()
    {
        using var certificate = new TestCertificate("mail.elsewhere.example");
        await using var sink = await SmtpSink.Start("--starttls", certificate.CertificateFile, certificate.KeyFile);
        await using var transport = SmtpTransports.To(sink, options =>
        {
            (options.Host, options.Security) = ("localhost", SmtpSecurity.StartTls);
            options.CertificateAuthorityFile = certificate.AuthorityFile;
        });

        (await transport.Send(Mails.Mail(), default)).Verdict.ShouldBe(MailVerdict.Unavailable);

        (await sink.Mails()).ShouldBeEmpty();
    }

    [Fact]
    public async Task StartTls_is_not_given_up_when_the_server_does_not_offer_it()
    {
        await using var sink = await SmtpSink.Start();
        await using var transport = SmtpTransports.To(sink, options => options.Security = SmtpSecurity.StartTls);

        (await transport.Send(Mails.Mail(), default)).Verdict.ShouldBe(MailVerdict.Unavailable);

        (await sink.Mails()).ShouldBeEmpty();
    }

    [Fact]
    public async Task It_logs_in_with_its_name_and_password()
    {
        await using var sink = await SmtpSink.Start("--require-login", "mailer:s3cret");
        await using var transport = SmtpTransports.To(sink, options => (options.UserName, options.Password) = ("mailer", "s3cret"));

        (await transport.Send(Mails.Mail(), default)).Verdict.ShouldBe(MailVerdict.Accepted);

        (await sink.Mails()).ShouldHaveSingleItem().Login.ShouldBe("mailer");
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData(null)]
    public async Task A_refused_or_missing_login_says_nothing_about_the_mail(string? password)
    {
        await using var sink = await SmtpSink.Start("--require-login", "mailer:s3cret");
        await using var transport = SmtpTransports.To(sink, options =>
            (options.UserName, options.Password) = (password is null ? null : "mailer", password));

        var receipt = await transport.Send(Mails.Mail(), default);

        receipt.Verdict.ShouldBe(MailVerdict.Unavailable);
        receipt.Reply.ShouldNotContain("s3cret");
        (await sink.Mails()).ShouldBeEmpty();
    }
}
