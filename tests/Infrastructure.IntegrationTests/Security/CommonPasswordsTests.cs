using SecurityTraining.Infrastructure.Security;

namespace SecurityTraining.Infrastructure.IntegrationTests.Security;

public sealed class CommonPasswordsTests
{
    private readonly CommonPasswords _common = new();

    [Theory]
    [InlineData("123456789012")]
    [InlineData("password1234")]
    [InlineData("p@ssw0rd2026!")]
    [InlineData("!!willkommen123")]
    [InlineData("passwordpassword")]
    [InlineData("hallohallohallo1")]
    [InlineData("qwertyuiopasdfghjkl")]
    [InlineData("1q2w3e4r5t6y")]
    [InlineData("sommer2026!!")]
    [InlineData("correct horse battery staple")]
    [InlineData("correcthorsebatterystaple")]
    public void Knows_what_attackers_try_first(string password) => _common.Contains(password).ShouldBeTrue();

    [Theory]
    [InlineData("correct wombat fiddles")]
    [InlineData("839201847562")]
    [InlineData("sommerregen auf dem dach")]
    [InlineData("············")]
    public void Lets_others_be(string password) => _common.Contains(password).ShouldBeFalse();
}
