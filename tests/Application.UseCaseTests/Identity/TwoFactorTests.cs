using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Companies;
using SecurityTraining.Application.Identity;
using SecurityTraining.Application.Identity.TwoFactors;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Identity;

public sealed class TwoFactorTests
{
    private static readonly Dictionary<string, string?> WithoutThrottle = new(StringComparer.Ordinal)
    {
        ["Throttling:PerAccountPerHour"] = "0",
        ["Throttling:PerAccountAndAddressPerMinute"] = "0",
    };

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Signing_in_takes_a_code_of_this_step_or_the_last(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var anna = await app.RegisterVerified();
        var setUp = (await app.Send(new SetUpTwoFactorCommand(), anna.Admin())).Value;
        setUp.QrCodeSvg.ShouldStartWith("<svg");
        setUp.OtpauthUri.ShouldStartWith("otpauth://totp/SecurityTraining:");
        setUp.Secret.Length.ShouldBe(32);
        (await app.SignIn()).User.Id.ShouldBe(anna.UserId);

        var authenticator = await app.AddSecondFactor(anna);
        authenticator.BackupCodes.Count.ShouldBe(10);
        var challenge = await app.Challenge();
        (await app.Send(new LoginWithTwoFactorCommand(challenge, authenticator.WrongCode(app))).Outcome()).ShouldBe("two_factor_failed");
        (await app.Send(new LoginWithTwoFactorCommand(challenge, authenticator.Code(app, stepsAgo: 2))).Outcome()).ShouldBe("two_factor_failed");
        (await app.Send(new LoginWithTwoFactorCommand(challenge, authenticator.Code(app))).Outcome()).ShouldBe("ok");
        (await app.Send(new LoginWithTwoFactorCommand(challenge, authenticator.Code(app))).Outcome()).ShouldBe("two_factor_challenge_invalid");

        app.Clock.Advance(TimeSpan.FromSeconds(60));
        (await app.Send(new LoginWithTwoFactorCommand(await app.Challenge(), authenticator.Code(app, stepsAgo: 1))).Outcome()).ShouldBe("ok");
        (await app.Send(new LoginWithTwoFactorCommand(await app.Challenge(), BackupCode: authenticator.BackupCodes[0])).Outcome()).ShouldBe("ok");
        (await app.Send(new LoginWithTwoFactorCommand(await app.Challenge(), BackupCode: authenticator.BackupCodes[0])).Outcome()).ShouldBe("two_factor_failed");
        var state = (await app.Send(new GetTwoFactorQuery(), anna.Admin())).Value;
        (state.Enabled, state.BackupCodesLeft, state.Required).ShouldBe((true, 9, false));

        var attempts = await app.InDatabase(anna.CompanyId, (_, db) => db.TwoFactorAttempts.OrderBy(attempt => attempt.Id).ToListAsync());
        attempts.Count(attempt => attempt.Succeeded).ShouldBe(4);
        attempts.Count(attempt => !attempt.Succeeded).ShouldBe(3);
        (await app.Sessions(anna.CompanyId)).Count(session => session.HasSecondFactor).ShouldBe(3);
    }

    /// <summary>The secret is not in the database, and is of no use in another row.</summary>
    [Fact]
    public async Task The_secret_is_kept_for_one_person_only()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var anna = await app.RegisterVerified();
        var authenticator = await app.AddSecondFactor(anna);
        var bob = await app.RegisterVerified("bob@suedwind.example");
        await app.Send(new SetUpTwoFactorCommand(), bob.Admin());

        var stolen = await app.InDatabase(anna.CompanyId, async (_, db) => (await db.TwoFactors.SingleAsync()).ProtectedSecret);
        stolen.AsSpan().IndexOf(OtpNet.Base32Encoding.ToBytes(authenticator.Secret)).ShouldBe(-1);
        await app.InDatabase(bob.CompanyId, (_, db) =>
            db.TwoFactors.ExecuteUpdateAsync(update => update.SetProperty(factor => factor.ProtectedSecret, stolen)));

        await Should.ThrowAsync<System.Security.Cryptography.CryptographicException>(
            () => app.Send(new ConfirmTwoFactorCommand(authenticator.Code(app)), bob.Admin()));
        (await app.InDatabase(anna.CompanyId, async (_, db) => await db.DataProtectionKeys.Select(key => key.Xml).ToListAsync()))
            .ShouldAllBe(xml => xml.Contains("masterKeyEncrypted") && !xml.Contains("<value>"));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Of_a_hundred_uses_of_one_code_at_once_one_succeeds(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider, settings: WithoutThrottle);
        var authenticator = await app.AddSecondFactor(await app.RegisterVerified());
        await app.SignInOnce(authenticator);
        var challenges = await app.Challenges(authenticator.Owner, 100);
        var code = authenticator.Code(app);

        var outcomes = await Task.WhenAll(challenges.Select(challenge => Task.Run(
            () => app.Send(new LoginWithTwoFactorCommand(challenge, code)).Outcome())));

        outcomes.Count(outcome => outcome == "ok").ShouldBe(1);
        outcomes.Count(outcome => outcome == "two_factor_failed").ShouldBe(99);
        (await app.Sessions(authenticator.Owner.CompanyId)).Count.ShouldBe(2);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Of_a_hundred_uses_of_one_backup_code_at_once_one_succeeds(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider, settings: WithoutThrottle);
        var authenticator = await app.AddSecondFactor(await app.RegisterVerified());
        await app.SignInOnce(authenticator);
        var challenges = await app.Challenges(authenticator.Owner, 100);

        var outcomes = await Task.WhenAll(challenges.Select(challenge => Task.Run(
            () => app.Send(new LoginWithTwoFactorCommand(challenge, BackupCode: authenticator.BackupCodes[5])).Outcome())));

        outcomes.Count(outcome => outcome == "ok").ShouldBe(1);
        (await app.Send(new GetTwoFactorQuery(), authenticator.Owner.Admin())).Value.BackupCodesLeft.ShouldBe(8);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task One_sign_in_has_five_tries_however_many_come_at_once(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider, settings: WithoutThrottle);
        var authenticator = await app.AddSecondFactor(await app.RegisterVerified());
        var challenge = (await app.Challenges(authenticator.Owner, 1)).Single();
        var wrong = authenticator.WrongCode(app);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(
            () => app.Send(new LoginWithTwoFactorCommand(challenge, wrong)).Outcome())));

        outcomes.Count(outcome => outcome == "two_factor_failed").ShouldBe(5);
        outcomes.Count(outcome => outcome == "too_many_attempts").ShouldBe(45);
        (await app.Send(new LoginWithTwoFactorCommand(challenge, authenticator.Code(app))).Outcome()).ShouldBe("too_many_attempts");
        app.Clock.Advance(SignInChallenge.Lifetime);
        (await app.Send(new LoginWithTwoFactorCommand(challenge, authenticator.Code(app))).Outcome()).ShouldBe("two_factor_challenge_invalid");
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_trusted_device_is_not_asked_for_thirty_days_or_until_password_or_factor_change(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var anna = await app.RegisterVerified();
        var authenticator = await app.AddSecondFactor(anna);
        var trusted = (await app.Send(new LoginWithTwoFactorCommand(await app.Challenge(), authenticator.Code(app), TrustDevice: true))).Value;
        var login = new LoginCommand(IdentitySteps.Email, IdentitySteps.Password, TrustedDeviceToken: trusted.TrustedDeviceToken);

        (await app.Send(login)).Value.ShouldBeOfType<SignedIn>();
        app.Clock.Advance(TimeSpan.FromDays(29));
        (await app.Send(login)).Value.ShouldBeOfType<SignedIn>();
        (await app.Send(login with { TrustedDeviceToken = trusted.RefreshToken })).Value.ShouldBeOfType<SecondFactorRequired>();

        await app.InDatabase(anna.CompanyId, async (services, db) =>
        {
            var hash = await services.GetRequiredService<IPasswordHasher>().Hash(IdentitySteps.Password, CancellationToken.None);
            (await db.Users.SingleAsync()).SetPasswordHash(hash);
            return await db.SaveChangesAsync();
        });
        (await app.Send(login)).Value.ShouldBeOfType<SecondFactorRequired>();

        trusted = (await app.Send(new LoginWithTwoFactorCommand(await app.Challenge(), authenticator.Code(app), TrustDevice: true))).Value;
        login = login with { TrustedDeviceToken = trusted.TrustedDeviceToken };
        (await app.Send(login)).Value.ShouldBeOfType<SignedIn>();
        app.Clock.Advance(TrustedDevice.Lifetime);
        (await app.Send(login)).Value.ShouldBeOfType<SecondFactorRequired>();
        var switchOff = new SwitchOffTwoFactorCommand(IdentitySteps.Password, authenticator.Code(app));
        (await app.Send(switchOff with { Password = "correct wombat fiddled" }, anna.Admin()).Outcome()).ShouldBe("password_invalid");
        (await app.Send(switchOff with { Code = authenticator.WrongCode(app) }, anna.Admin()).Outcome()).ShouldBe("two_factor_code_invalid");
        (await app.Send(switchOff, anna.Admin()).Outcome()).ShouldBe("ok");
        (await app.InDatabase(anna.CompanyId, (_, db) => db.TrustedDevices.CountAsync())).ShouldBe(0);
        (await app.SignIn()).TrustedDeviceToken.ShouldBeNull();
        (await app.Mails(anna.CompanyId)).Count(mail => mail.Subject.Contains("two-factor", StringComparison.OrdinalIgnoreCase)).ShouldBe(2);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_company_can_require_it_after_a_time_of_grace(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var anna = await app.RegisterVerified();
        (await app.Send(new UpdateCompanyCommand(TwoFactorRequired: true, TwoFactorGraceDays: 7), anna.Admin())).IsError.ShouldBeFalse();
        var signedIn = await app.SignIn();
        (await LacksSecondFactor(app, anna)).ShouldBeFalse();

        app.Clock.Advance(TimeSpan.FromDays(7));
        var refreshed = (await app.Send(new RefreshSessionCommand(signedIn.RefreshToken))).Value;
        (await LacksSecondFactor(app, anna)).ShouldBeTrue();

        var authenticator = await app.AddSecondFactor(anna);
        (await app.Send(new RefreshSessionCommand(refreshed.RefreshToken))).IsError.ShouldBeFalse();
        (await LacksSecondFactor(app, anna)).ShouldBeFalse();
        (await app.Send(new SwitchOffTwoFactorCommand(IdentitySteps.Password, authenticator.Code(app)), anna.Admin()).Outcome())
            .ShouldBe("two_factor_required");
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task An_administrator_helps_somebody_out_but_not_themselves(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var anna = await app.RegisterVerified();
        await app.AddSecondFactor(anna);
        var colleague = anna.Admin() with { UserId = Guid.CreateVersion7() };
        (await app.Send(new ResetTwoFactorCommand(anna.UserId), anna.Admin()).Outcome()).ShouldBe("two_factor_own");
        (await app.Send(new ResetTwoFactorCommand(anna.UserId), colleague with { Role = Role.Auditor }).Outcome()).ShouldBe("forbidden");

        (await app.Send(new ResetTwoFactorCommand(anna.UserId), colleague).Outcome()).ShouldBe("ok");

        (await app.Send(new GetTwoFactorQuery(), anna.Admin())).Value.Enabled.ShouldBeFalse();
        (await app.SignIn()).User.Id.ShouldBe(anna.UserId);
        (await app.Mails(anna.CompanyId)).ShouldContain(mail => mail.Text.Contains("has reset the second factor"));
        (await app.Send(new ResetTwoFactorCommand(anna.UserId), colleague).Outcome()).ShouldBe("two_factor_not_found");
    }

    private static async Task<bool> LacksSecondFactor(TestApp app, RegisteredCompany owner) =>
        (await app.Sessions(owner.CompanyId)).Single().LacksSecondFactor;
}
