using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.UnitTests.Identity;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("anna@example.com", "anna@example.com")]
    [InlineData("  Anna.Kowalski+Test@EXAMPLE.com ", "anna.kowalski+test@example.com")]
    [InlineData("o'brien@mail.example.co.uk", "o'brien@mail.example.co.uk")]
    [InlineData("info@bücher.example", "info@xn--bcher-kva.example")]
    public void Is_kept_in_one_comparable_form(string text, string expected) =>
        EmailAddress.Parse(text).Value.Value.ShouldBe(expected);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("anna")]
    [InlineData("@example.com")]
    [InlineData("anna@")]
    [InlineData("anna@localhost")]
    [InlineData("anna@@example.com")]
    [InlineData("an na@example.com")]
    [InlineData(".anna@example.com")]
    [InlineData("anna..k@example.com")]
    [InlineData("anna@-example.com")]
    [InlineData("anna@example.com\r\nBcc: everyone@example.com")]
    [InlineData("\"anna\"@example.com")]
    [InlineData("anna@[127.0.0.1]")]
    [InlineData("ännä@example.com")]
    [InlineData("Anna <anna@example.com>")]
    [InlineData("anna@example.com,bob@example.com")]
    public void Anything_else_is_refused(string? text) =>
        EmailAddress.Parse(text).FirstError.ShouldBe(EmailAddressErrors.Invalid);

    [Fact]
    public void Lengths_end_where_RFC_5321_ends_them()
    {
        EmailAddress.IsValid(new string('a', 64) + "@example.com").ShouldBeTrue();
        EmailAddress.IsValid(new string('a', 65) + "@example.com").ShouldBeFalse();
        EmailAddress.IsValid($"{new string('a', 64)}@{string.Join('.', Enumerable.Repeat(new string('b', 60), 4))}.com").ShouldBeFalse();
    }
}
