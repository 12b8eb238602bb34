using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Domain.UnitTests.Identity;

public sealed class OneTimeTokenTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    private readonly OneTimeToken _token = OneTimeToken.Issue(
        Guid.CreateVersion7(Now), Guid.CreateVersion7(Now), TokenPurpose.VerifyEmail, "anna@example.com", [1, 2, 3], Now);

    [Fact]
    public void Works_once()
    {
        _token.Use(Now.AddHours(1)).IsError.ShouldBeFalse();

        _token.Use(Now.AddHours(1)).FirstError.ShouldBe(OneTimeTokenErrors.Invalid);
        _token.UsedAt.ShouldBe(Now.AddHours(1));
    }

    [Fact]
    public void Works_until_its_time_is_over()
    {
        _token.Use(Now.AddHours(24)).FirstError.ShouldBe(OneTimeTokenErrors.Invalid);
        _token.Use(Now.AddHours(24).AddTicks(-1)).IsError.ShouldBeFalse();
    }

    [Fact]
    public void A_withdrawn_one_never_works()
    {
        _token.Withdraw(Now);

        _token.Use(Now).FirstError.ShouldBe(OneTimeTokenErrors.Invalid);
    }

    [Theory]
    [InlineData(TokenPurpose.ResetPassword, 0.5)]
    [InlineData(TokenPurpose.ConfirmEmail, 24)]
    [InlineData(TokenPurpose.Invitation, 168)]
    [InlineData(TokenPurpose.UndoEmailChange, 168)]
    public void Each_purpose_has_its_time(TokenPurpose purpose, double hours) =>
        OneTimeToken.Lifetime(purpose).ShouldBe(TimeSpan.FromHours(hours));
}
