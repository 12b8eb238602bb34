using SecurityTraining.Domain.Companies;

namespace SecurityTraining.Domain.UnitTests.Companies;

public sealed class MailDomainTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("gmail.com")]
    [InlineData("mail.gmx.de")]
    [InlineData("co.uk")]
    [InlineData("github.io")]
    public void What_belongs_to_the_public_cannot_be_claimed(string name) =>
        MailDomain.Claim(Guid.CreateVersion7(), name, Now).FirstError.Code.ShouldBe("domain_public");

    [Theory]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData("exa mple.com")]
    [InlineData("10.0.0.1")]
    [InlineData("-a.com")]
    public void What_is_no_domain_cannot_be_claimed(string name) =>
        MailDomain.Claim(Guid.CreateVersion7(), name, Now).FirstError.ShouldBe(MailDomainErrors.Invalid);

    [Fact]
    public void Only_the_very_text_proves_a_domain()
    {
        var domain = MailDomain.Claim(Guid.CreateVersion7(), "Bücher.Example", Now).Value;

        domain.RecordName.ShouldBe("_securitytraining.xn--bcher-kva.example");
        domain.Verify([], Now).IsError.ShouldBeTrue();
        domain.Verify([domain.Challenge.ToUpperInvariant(), domain.Challenge + "0"], Now).FirstError.Code.ShouldBe("domain_not_proven");
        domain.IsVerified.ShouldBeFalse();
        domain.Verify(["v=spf1 -all", $" {domain.Challenge} "], Now).IsError.ShouldBeFalse();
        domain.VerifiedAt.ShouldBe(Now);
    }
}
