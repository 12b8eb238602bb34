using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Domain.UnitTests.Identity;

public sealed class TwoFactorTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid CompanyId = Guid.CreateVersion7(Now);
    private static readonly Guid UserId = Guid.CreateVersion7(Now);

    private readonly TwoFactor _factor = TwoFactor.SetUp(CompanyId, UserId, [1], Now);

    [Fact]
    public void It_counts_once_a_code_has_confirmed_it()
    {
        _factor.Confirm(step: null, ["a"], Now).FirstError.ShouldBe(TwoFactorErrors.CodeInvalid);
        _factor.IsConfirmed.ShouldBeFalse();

        _factor.Confirm(step: 7, ["a"], Now).IsError.ShouldBeFalse();

        _factor.IsConfirmed.ShouldBeTrue();
        _factor.Confirm(step: 8, ["b"], Now).FirstError.ShouldBe(TwoFactorErrors.AlreadyOn);
        _factor.Renew([2]).FirstError.ShouldBe(TwoFactorErrors.AlreadyOn);
    }

    [Fact]
    public void A_code_works_once_and_none_before_it_any_more()
    {
        _factor.Confirm(step: 7, [], Now);

        _factor.UseCode(7).IsError.ShouldBeTrue();
        _factor.UseCode(6).IsError.ShouldBeTrue();
        _factor.UseCode(8).IsError.ShouldBeFalse();
    }

    [Fact]
    public void Backup_codes_work_once_each_however_they_are_typed()
    {
        var codes = BackupCodes.Create();
        _factor.Confirm(step: 7, BackupCodes.Hash(codes), Now);

        codes.Distinct().Count().ShouldBe(TwoFactor.BackupCodeCount);
        _factor.UseBackupCode(BackupCodes.Hash($" {codes[3].Replace('-', ' ').ToLowerInvariant()}")).IsError.ShouldBeFalse();
        _factor.UseBackupCode(BackupCodes.Hash(codes[3])).IsError.ShouldBeTrue();
        _factor.UseBackupCode(BackupCodes.Hash(codes[4])).IsError.ShouldBeFalse();
        _factor.BackupCodeHashes.Count.ShouldBe(8);
    }

    [Fact]
    public void A_challenge_has_five_tries_and_five_minutes()
    {
        var challenge = SignInChallenge.Start(CompanyId, UserId, [1], [2], Now);
        for (var tries = 0; tries < SignInChallenge.MaxTries; tries++)
        {
            challenge.Try(Now).IsError.ShouldBeFalse();
        }

        challenge.Try(Now).FirstError.Code.ShouldBe("too_many_attempts");
        SignInChallenge.Start(CompanyId, UserId, [1], [2], Now).Try(Now + SignInChallenge.Lifetime).FirstError.ShouldBe(TwoFactorErrors.ChallengeInvalid);
    }

    [Fact]
    public void A_new_password_ends_the_trust_in_a_device()
    {
        var device = TrustedDevice.Trust(_factor, [1], [2], Now);

        device.IsTrustedFor(_factor, [2], Now.AddDays(29)).ShouldBeTrue();
        device.IsTrustedFor(_factor, [2], Now.AddDays(30)).ShouldBeFalse();
        device.IsTrustedFor(_factor, [3], Now).ShouldBeFalse();
        device.IsTrustedFor(TwoFactor.SetUp(CompanyId, UserId, [1], Now), [2], Now).ShouldBeFalse();
    }

    [Fact]
    public void A_company_gives_everybody_their_days_of_grace()
    {
        var company = Company.Register("Nordwind GmbH", Now);
        var (early, late) = (Person(Role.Employee, Now), Person(Role.Employee, Now.AddDays(60)));
        company.TwoFactorDueAt(early).ShouldBeNull();

        company.RequireTwoFactor(isRequired: true, graceDays: 7, Now.AddDays(10));
        company.RequireTwoFactor(isRequired: true, graceDays: 7, Now.AddDays(30));

        company.TwoFactorDueAt(early).ShouldBe(Now.AddDays(17));
        company.TwoFactorDueAt(late).ShouldBe(Now.AddDays(67));
        company.TwoFactorDueAt(Person(Role.PlatformAdmin, Now)).ShouldBe(Now);
    }

    [Theory]
    [InlineData("203.0.113.77", "203.0.113.0/24", "203.0.113.77")]
    [InlineData("::ffff:203.0.113.77", "203.0.113.0/24", "203.0.113.77")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48", "2001:db8:1:2::")]
    public void Of_an_address_the_network_is_kept(string address, string network, string subscriber)
    {
        var parsed = System.Net.IPAddress.Parse(address);

        ClientAddress.Network(parsed).ShouldBe(network);
        ClientAddress.Subscriber(parsed).ShouldBe(subscriber);
    }

    private static User Person(Role role, DateTimeOffset createdAt) =>
        User.Create(CompanyId, EmailAddress.Parse("anna@nordwind.example").Value, new PersonName("Anna", "Kowalski"), role, createdAt);
}
