using SecurityTraining.Domain.Learning.Certificates;

namespace SecurityTraining.Domain.UnitTests.Learning;

public sealed class CertificateCodeTests
{
    [Fact]
    public void Codes_are_of_125_bits_in_five_groups_and_each_is_another()
    {
        var codes = Enumerable.Range(0, 1000).Select(_ => CertificateCode.Create()).ToList();

        codes.ShouldAllBe(code => code.Length == CertificateCode.Length && code.Split('-').Length == 5);
        codes.Distinct(StringComparer.Ordinal).Count().ShouldBe(1000);
        codes.SelectMany(code => code).Distinct().Count().ShouldBe(33);
    }

    [Theory]
    [InlineData("7Q2MX-4T9KD-0HZ3W-VB8RN-1JCEY")]
    [InlineData(" 7q2mx 4t9kd ohz3w vb8rn ijcey ")]
    [InlineData("7Q2MX4T9KD0HZ3WVB8RNLJCEY")]
    [InlineData("7Q2MX–4T9KD–OHZ3W–VB8RN–LJCEY")]
    public void Codes_are_read_however_they_are_typed(string typed)
    {
        CertificateCode.TryRead(typed, out var code).ShouldBeTrue();
        code.ShouldBe("7Q2MX-4T9KD-0HZ3W-VB8RN-1JCEY");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("7Q2MX-4T9KD-0HZ3W-VB8RN-1JCE")]
    [InlineData("7Q2MX-4T9KD-0HZ3W-VB8RN-1JCEYY")]
    [InlineData("UUUUU-4T9KD-0HZ3W-VB8RN-1JCEY")]
    [InlineData("７Q2MX-4T9KD-0HZ3W-VB8RN-1JCEY")]
    public void What_is_no_code_is_not_read(string? typed) => CertificateCode.TryRead(typed, out _).ShouldBeFalse();
}
