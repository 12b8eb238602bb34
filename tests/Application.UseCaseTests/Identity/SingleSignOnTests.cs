using System.Text;
using ErrorOr;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using SecurityTraining.Application.Companies;
using SecurityTraining.Application.Identity;
using SecurityTraining.Application.Identity.SingleSignOn;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;
using SecurityTraining.TestKit.OpenId;

namespace SecurityTraining.Application.UseCaseTests.Identity;

public sealed class SingleSignOnTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_newcomer_gets_an_account_and_keeps_it_whatever_becomes_of_the_address(DatabaseProvider provider)
    {
        await using var stage = await SignOnStage.Start(provider, settings => settings with
        {
            RoleClaim = "groups",
            RoleMap = [new("Security", Role.Auditor), new("Leads", Role.Manager)],
        });

        var first = await stage.SignIn(SignOnStage.Person(
            "Emil", ("given_name", "Emil"), ("family_name", "Nolde"), ("locale", "de-AT"), ("zoneinfo", "Europe/Vienna"), ("groups", (string[])["Staff", "Leads"])));

        (first.User.Email, first.User.FirstName, first.User.LastName, first.User.Role).ShouldBe(("emil@nordwind.example", "Emil", "Nolde", Role.Manager));
        var user = await stage.Find(first.User.Id);
        (user.Language, user.TimeZone, user.PasswordHash).ShouldBe(("de", "Europe/Vienna", null));
        Amr(first).ShouldBe(["fed"]);

        var renamed = SignOnStage.Person("emil.hansen") with { Subject = "subject of Emil" };
        (await stage.SignIn(renamed)).User.Id.ShouldBe(first.User.Id);
        (await stage.Find(first.User.Id)).Role.ShouldBe(Role.Employee, "the provider no longer names a group that is mapped");
        (await stage.Refusal(SignOnStage.Person("emil") with { Subject = "somebody else" })).ShouldBe("single_sign_on_account_linked");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_known_person_is_found_by_their_address_the_first_time_only(DatabaseProvider provider)
    {
        await using var stage = await SignOnStage.Start(provider);
        stage.Provider.IsTerse = true;
        var known = (await stage.App.Send(new CreateUserCommand("erika@nordwind.example", "Erika", "Mann"), stage.Admin)).Value;

        (await stage.SignIn(SignOnStage.Person("Erika", ("given_name", "Somebody")))).User.ShouldBe(
            new SignedInUser(known, "erika@nordwind.example", "Erika", "Mann", Role.Employee, stage.Owner.CompanyId));
        (await stage.Refusal(SignOnStage.Person("erika") with { Subject = "her successor" })).ShouldBe("single_sign_on_account_linked");

        await stage.App.Send(new DeactivateUserCommand(known), stage.Admin);
        (await stage.Refusal(SignOnStage.Person("Erika"))).ShouldBe("single_sign_on_account_closed");
        await stage.App.Send(new DeleteUserCommand(known), stage.Admin);
        (await stage.Refusal(SignOnStage.Person("Erika"))).ShouldBe("single_sign_on_account_closed");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Only_what_is_signed_for_this_client_and_this_sign_in_is_believed(DatabaseProvider provider)
    {
        await using var stage = await SignOnStage.Start(provider);
        var fake = stage.Provider;
        var soon = stage.App.Clock.GetUtcNow();
        Dictionary<string, Action<Dictionary<string, object>>> lies = new()
        {
            ["wrong nonce"] = claims => claims["nonce"] = "another",
            ["no nonce"] = claims => claims.Remove("nonce"),
            ["wrong audience"] = claims => claims["aud"] = "another client",
            ["several audiences"] = claims => claims["aud"] = (string[])[FakeOpenIdProvider.ClientId, "another client"],
            ["another party"] = claims => claims["azp"] = "another client",
            ["wrong issuer"] = claims => claims["iss"] = "https://elsewhere.example",
            ["expired"] = claims => claims["exp"] = soon.AddMinutes(-2).ToUnixTimeSeconds(),
            ["no end"] = claims => claims.Remove("exp"),
            ["not yet"] = claims => claims["nbf"] = soon.AddMinutes(5).ToUnixTimeSeconds(),
            ["nobody"] = claims => claims.Remove("sub"),
        };
        foreach (var (lie, say) in lies)
        {
            fake.Say = say;
            (await stage.Refusal(SignOnStage.Person("eve"))).ShouldBe("single_sign_on_failed", lie);
        }

        fake.Say = null;
        Dictionary<string, Func<SecurityTokenDescriptor, string>> forgeries = new()
        {
            ["alg none"] = FakeOpenIdProvider.WriteUnsigned,
            ["the secret as key"] = With(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(FakeOpenIdProvider.ClientSecret)) { KeyId = fake.Key.KeyId }, "HS256"),
            ["another key"] = With(FakeOpenIdProvider.NewKey(), "ES256"),
            ["another key of the same name"] = With(Named(FakeOpenIdProvider.NewKey(), fake.Key.KeyId), "ES256"),
            ["no token"] = _ => "not.a.token",
        };
        foreach (var (forgery, sign) in forgeries)
        {
            fake.Sign = sign;
            (await stage.Refusal(SignOnStage.Person("eve"))).ShouldBe("single_sign_on_failed", forgery);
        }

        fake.Sign = null;
        (await stage.Refusal(SignOnStage.Person("eve"), back => back with { Issuer = "https://elsewhere.example" })).ShouldBe("single_sign_on_failed");
        (await stage.Refusal(SignOnStage.Person("eve"), back => back with { Code = "made up" })).ShouldBe("single_sign_on_failed");
        (await stage.Refusal(SignOnStage.Person("eve"), back => back with { Code = null, Error = "access_denied" })).ShouldBe("single_sign_on_refused");
        (await stage.Refusal(SignOnStage.Person("eve"), back => back with { Issuer = fake.Issuer })).ShouldBe("ok");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_new_key_of_the_provider_is_fetched_once(DatabaseProvider provider)
    {
        await using var stage = await SignOnStage.Start(provider);
        await stage.SignIn(SignOnStage.Person("erika"));
        var reads = stage.Provider.KeyReads;
        await stage.SignIn(SignOnStage.Person("erika"));
        stage.Provider.KeyReads.ShouldBe(reads);

        stage.Provider.RotateKey();
        await stage.SignIn(SignOnStage.Person("erika"));
        await stage.SignIn(SignOnStage.Person("erika"));
        stage.Provider.KeyReads.ShouldBe(reads + 1);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_way_through_the_provider_is_gone_once_by_the_browser_that_began_it(DatabaseProvider provider)
    {
        await using var stage = await SignOnStage.Start(provider);
        var started = await stage.Begin();
        var (state, code) = stage.Provider.SignIn(started.AuthorizationUrl, SignOnStage.Person("erika"));
        var back = new CompleteSignOnCommand(state, started.BrowserSecret, code);
        var other = await stage.Begin();

        (await stage.Return(back with { BrowserSecret = other.BrowserSecret })).FirstError.ShouldBe(SignOnErrors.Invalid);
        (await stage.App.Send(back)).FirstError.ShouldBe(SignOnErrors.Invalid, "the state has not been used up");
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => stage.Return(back))));
        answers.Count(answer => !answer.IsError).ShouldBe(1);
        answers.Where(answer => answer.IsError).Select(answer => answer.FirstError).Distinct().ShouldBe([SignOnErrors.Invalid]);

        var handover = answers.Single(answer => !answer.IsError).Value.Code;
        var sessions = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => stage.App.Send(new ExchangeSignOnCommand(handover)))));
        sessions.Count(answer => !answer.IsError).ShouldBe(1);
        sessions.Where(answer => answer.IsError).Select(answer => answer.FirstError).Distinct().ShouldBe([SignOnErrors.CodeInvalid]);

        var late = (await stage.Return(SignOnStage.Person("erika"))).Value.Code;
        stage.App.Clock.Advance(SignOn.HandoverLifetime);
        (await stage.App.Send(new ExchangeSignOnCommand(late))).FirstError.ShouldBe(SignOnErrors.CodeInvalid);
        var slow = await stage.Begin();
        stage.App.Clock.Advance(SignOn.Lifetime);
        var (slowState, slowCode) = stage.Provider.SignIn(slow.AuthorizationUrl, SignOnStage.Person("erika"));
        (await stage.Return(new CompleteSignOnCommand(slowState, slow.BrowserSecret, slowCode))).FirstError.ShouldBe(SignOnErrors.Invalid);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_provider_speaks_for_addresses_of_the_companys_domains_and_no_others(DatabaseProvider provider)
    {
        await using var stage = await SignOnStage.Start(provider);
        (await stage.Refusal(SignOnStage.Person("eve") with { Email = "boss@elsewhere.example" })).ShouldBe("single_sign_on_email_foreign");
        (await stage.Refusal(SignOnStage.Person("eve") with { Email = "boss@sub.nordwind.example" })).ShouldBe("single_sign_on_email_foreign");
        (await stage.Refusal(SignOnStage.Person("eve") with { IsEmailVerified = false })).ShouldBe("single_sign_on_email_missing");
        (await stage.Refusal(SignOnStage.Person("eve") with { Email = null })).ShouldBe("single_sign_on_email_missing");
        (await stage.Refusal(SignOnStage.Person("eve") with { IsEmailVerified = null })).ShouldBe("ok", "not every provider says so");

        (await stage.Save(settings => settings with { CreateAccounts = false })).IsError.ShouldBeFalse();
        (await stage.Refusal(SignOnStage.Person("frank"))).ShouldBe("single_sign_on_no_account");

        var rival = await stage.App.RegisterVerified("rita@rival.example");
        (await stage.Save(admin: rival.Admin())).FirstError.Code.ShouldBe("single_sign_on_domain_not_verified");
        await stage.AddDomain(SignOnStage.Domain, rival.Admin());
        (await stage.Save(admin: rival.Admin())).FirstError.ShouldBe(IdentityProviderErrors.DomainTaken);

        var domains = (await stage.App.Send(new ListMailDomainsQuery(null, null), stage.Admin)).Value.Items;
        (await stage.App.Send(new RemoveMailDomainCommand(domains.Single().Id), stage.Admin)).IsError.ShouldBeFalse();
        (await stage.App.Send(new StartSignOnCommand($"eve@{SignOnStage.Domain}"))).FirstError.ShouldBe(IdentityProviderErrors.NotSetUp);
        (await stage.App.Send(new FindSignOnQuery($"eve@{SignOnStage.Domain}"))).Value.SingleSignOn.ShouldBeFalse();
        (await stage.Save(admin: rival.Admin())).IsError.ShouldBeFalse();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Google_speaks_for_the_accounts_of_the_companys_own_workspace_only(DatabaseProvider provider)
    {
        await using var stage = await SignOnStage.Start(provider, configure: services =>
        {
            var real = services.Last(service => service.ServiceType == typeof(IOpenIdProviders)).ImplementationType!;
            services.AddSingleton<IOpenIdProviders>(provider => new AsGoogle((IOpenIdProviders)ActivatorUtilities.CreateInstance(provider, real)));
        });

        (await stage.Refusal(SignOnStage.Person("eve"))).ShouldBe("single_sign_on_workspace_foreign", "anybody can have an account with any address");
        (await stage.Refusal(SignOnStage.Person("eve", ("hd", "elsewhere.example")))).ShouldBe("single_sign_on_workspace_foreign");
        (await stage.Refusal(SignOnStage.Person("eve", ("hd", SignOnStage.Domain)))).ShouldBe("ok");
        (await stage.Refusal(SignOnStage.Person("eve"))).ShouldBe("single_sign_on_workspace_foreign", "known by now");
    }

    /// <summary>Entra ID names nobody's groups who has more than 200 (OpenID Connect Core 1.0, 5.6.2).</summary>
    [Theory, ClassData(typeof(Engines))]
    public async Task Roles_that_the_provider_leaves_out_are_not_taken_for_none(DatabaseProvider provider)
    {
        await using var stage = await SignOnStage.Start(provider, settings => settings with { RoleClaim = "groups", RoleMap = [new("Admins", Role.CompanyAdmin)] });
        var bert = (await stage.SignIn(SignOnStage.Person("bert", ("groups", "Admins")))).User.Id;

        (await stage.Refusal(SignOnStage.Person("bert", Elsewhere("groups")))).ShouldBe("single_sign_on_roles_left_out");
        (await stage.Refusal(SignOnStage.Person("emil", Elsewhere("groups")))).ShouldBe("single_sign_on_roles_left_out");
        stage.Provider.IsTerse = true;
        (await stage.Refusal(SignOnStage.Person("bert", Elsewhere("groups")))).ShouldBe("single_sign_on_roles_left_out");
        (await stage.Find(bert)).Role.ShouldBe(Role.CompanyAdmin);
        (await stage.SignIn(SignOnStage.Person("bert", ("groups", "Admins"), Elsewhere("address")))).User.Role.ShouldBe(Role.CompanyAdmin);
        (await stage.SignIn(SignOnStage.Person("bert", Elsewhere("address")))).User.Role.ShouldBe(Role.Employee);

        static (string, object) Elsewhere(string claim) => ("_claim_names", new Dictionary<string, object> { [claim] = "src1" });
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Fifty_newcomers_at_once_get_exactly_the_free_seats(DatabaseProvider provider)
    {
        await using var stage = await SignOnStage.Start(provider);
        await stage.App.InDatabase(stage.Owner.CompanyId, async (_, db) =>
        {
            (await db.Companies.SingleAsync()).Subscribe(PlanKind.Professional, seats: 10);
            return await db.SaveChangesAsync();
        });

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => Task.Run(() => stage.Return(SignOnStage.Person($"new{number}")))));

        answers.Count(answer => !answer.IsError).ShouldBe(9);
        answers.Where(answer => answer.IsError).Select(answer => answer.FirstError.Code).Distinct().ShouldBe(["seat_limit_reached"]);
        var (taken, people, accounts) = await stage.App.InDatabase(stage.Owner.CompanyId, async (_, db) =>
            ((await db.Companies.SingleAsync()).SeatsTaken, await db.Users.CountAsync(), await db.FederatedAccounts.CountAsync()));
        (taken, people, accounts).ShouldBe((10, 10, 9));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_second_factor_is_the_providers_or_our_own(DatabaseProvider provider)
    {
        await using var stage = await SignOnStage.Start(provider);
        (await stage.App.Send(new UpdateCompanyCommand(TwoFactorRequired: true, TwoFactorGraceDays: 0), stage.Admin)).IsError.ShouldBeFalse();

        var strong = await stage.SignIn(SignOnStage.Person("strong", ("amr", (string[])["pwd", "mfa"])));
        Amr(strong).ShouldBe(["fed", "mfa"]);
        Lacks(strong).ShouldBeFalse();
        Lacks((await stage.App.Send(new RefreshSessionCommand(strong.RefreshToken))).Value).ShouldBeFalse();
        Lacks(await stage.SignIn(SignOnStage.Person("weak", ("amr", (string[])["pwd"])))).ShouldBeTrue();

        var authenticator = await stage.App.AddSecondFactor(stage.Owner);
        var handover = (await stage.Return(SignOnStage.Person("anna"))).Value;
        var question = (await stage.App.Send(new ExchangeSignOnCommand(handover.Code))).Value.ShouldBeOfType<SecondFactorRequired>();
        var answer = await stage.App.Send(new Application.Identity.TwoFactors.LoginWithTwoFactorCommand(question.ChallengeToken, authenticator.Code(stage.App)));
        Amr(answer.Value).ShouldBe(["fed", "mfa"]);
    }

    private static string[] Amr(SignedIn signedIn) =>
        [.. new JsonWebToken(signedIn.AccessToken).Claims.Where(claim => claim.Type == "amr").Select(claim => claim.Value)];

    private static bool Lacks(SignedIn signedIn) => new JsonWebToken(signedIn.AccessToken).TryGetPayloadValue<bool>("two_factor_missing", out _);

    private static Func<SecurityTokenDescriptor, string> With(SecurityKey key, string algorithm) => descriptor =>
    {
        descriptor.SigningCredentials = new SigningCredentials(key, algorithm);
        return FakeOpenIdProvider.Write(descriptor);
    };

    private static ECDsaSecurityKey Named(ECDsaSecurityKey key, string id)
    {
        key.KeyId = id;
        return key;
    }

    /// <summary>What is said at a loopback address passes for the word of the one whose address nobody else can have.</summary>
    private sealed class AsGoogle(IOpenIdProviders real) : IOpenIdProviders
    {
        public Task<ErrorOr<Success>> Check(string issuer, CancellationToken ct) => real.Check(issuer, ct);

        public Task<ErrorOr<string>> AuthorizationUrl(IdentityProvider provider, AuthorizationRequest request, CancellationToken ct) =>
            real.AuthorizationUrl(provider, request, ct);

        public Task<ErrorOr<ProviderIdentity>> Redeem(IdentityProvider provider, AuthorizationResponse response, CancellationToken ct) =>
            real.Redeem(provider, response, ct).Then(identity => identity with { Issuer = "https://accounts.google.com" });
    }
}
