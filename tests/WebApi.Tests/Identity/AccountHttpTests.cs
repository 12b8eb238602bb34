using System.Net;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit.Http;

namespace SecurityTraining.WebApi.Tests.Identity;

/// <summary>What people do with the links in their mails, on the service's own pages and through the API.</summary>
public sealed class AccountHttpTests
{
    private const string OldPassword = "correct wombat fiddles";
    private const string NewPassword = "nine lanterns over the harbour";

    [Fact]
    public async Task An_invited_person_gets_in_with_nothing_but_the_mail_and_a_browser_without_script()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite);
        var company = await host.RegisterCompany("alpaca");
        var invited = await company.Admin.Post("/api/v1/users", new { email = "max@alpaca.example.com", firstName = "Max", lastName = "Muster" });
        invited.Json.GetProperty("hasPassword").GetBoolean().ShouldBeFalse();
        invited.Json.GetProperty("invitedAt").GetString().ShouldNotBeNull();
        var token = await host.Mailbox.TokenFor("max@alpaca.example.com", "/accept-invitation?token=");

        var page = await host.Anonymous.Get($"/accept-invitation?token={token}", ("Accept-Language", "de"));
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Body.ShouldContain("Willkommen bei SecurityTraining");
        page.Body.ShouldNotContain("<script");
        page.Header("Content-Security-Policy")!.ShouldContain("form-action 'self'");
        var refused = await Submit(host, "/accept-invitation", token, "alpaca1", ("Accept-Language", "de"));
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Body.ShouldContain("mindestens 12 Zeichen");
        refused.Body.ShouldContain("dem Ihres Unternehmens");
        refused.Body.ShouldContain(token);
        refused.Body.ShouldNotContain("alpaca1");
        (await Submit(host, "/accept-invitation", token, NewPassword)).Body.ShouldContain("Your account is ready");

        (await Submit(host, "/accept-invitation", token, NewPassword)).Body.ShouldContain("This link no longer works");
        var signedIn = (await SignIn(host, "max@alpaca.example.com", NewPassword)).Successful();
        signedIn.Json.GetProperty("user").GetProperty("role").GetString().ShouldBe("employee");
        (await company.Admin.Post($"/api/v1/users/{invited.Id}/invitation")).Code.ShouldBe("user_has_password");
    }

    [Fact]
    public async Task A_forgotten_password_is_set_on_the_page_and_the_address_moves_and_comes_back()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite);
        var company = await host.RegisterCompany("alpaca");
        (await host.Anonymous.Post("/api/v1/auth/forgot-password", new { email = company.AdminEmail })).Status.ShouldBe(HttpStatusCode.Accepted);
        var reset = await host.Mailbox.TokenFor(company.AdminEmail, "/reset-password?token=");
        (await Submit(host, "/reset-password", reset, NewPassword)).Body.ShouldContain("Your password has been changed");
        (await company.Admin.Get("/api/v1/users/me")).Status.ShouldBe(HttpStatusCode.Unauthorized);

        var me = host.WithToken((await SignIn(host, company.AdminEmail, NewPassword)).Json.GetProperty("accessToken").GetString()!);
        (await me.Post("/api/v1/users/me/email", new { newEmail = "new@alpaca.example.com", password = NewPassword })).Status.ShouldBe(HttpStatusCode.Accepted);
        var confirm = await host.Mailbox.TokenFor("new@alpaca.example.com", "/confirm-email?token=");
        (await host.Anonymous.Get($"/confirm-email?token={confirm}")).Body.ShouldContain("Confirm your new mail address");
        (await Submit(host, "/confirm-email", confirm)).Body.ShouldContain("Your mail address has been changed");
        (await me.Get("/api/v1/users/me")).Json.GetProperty("email").GetString().ShouldBe("new@alpaca.example.com");
        (await SignIn(host, company.AdminEmail, NewPassword)).Code.ShouldBe("login_failed");

        var undo = await host.Mailbox.TokenFor(company.AdminEmail, "/undo-email-change?token=");
        (await Submit(host, "/undo-email-change", undo)).Body.ShouldContain("Your mail address stays");
        (await me.Get("/api/v1/users/me")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await SignIn(host, "new@alpaca.example.com", NewPassword)).Code.ShouldBe("login_failed");
    }

    [Fact]
    public async Task Whoever_changes_their_password_stays_signed_in_where_they_are_and_nowhere_else()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite);
        var company = await host.RegisterCompany("alpaca");
        var elsewhere = host.WithToken((await SignIn(host, company.AdminEmail, OldPassword)).Json.GetProperty("accessToken").GetString()!);

        var wrong = await Change(company.Admin, NewPassword, NewPassword);
        wrong.Status.ShouldBe(HttpStatusCode.BadRequest);
        wrong.Json.GetProperty("errors").GetProperty("currentPassword")[0].GetString().ShouldBe("This is not your current password.");
        (await Change(company.Admin, OldPassword, NewPassword)).Status.ShouldBe(HttpStatusCode.NoContent);

        (await company.Admin.Get("/api/v1/users/me")).Status.ShouldBe(HttpStatusCode.OK);
        (await elsewhere.Get("/api/v1/users/me")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        await host.Mailbox.MailTo(company.AdminEmail, "has been changed");
    }

    [Fact]
    public async Task Known_and_unknown_addresses_are_forgotten_alike()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite);
        var company = await host.RegisterCompany("alpaca");

        for (var request = 0; request < 5; request++)
        {
            var known = await host.Anonymous.Post("/api/v1/auth/forgot-password", new { email = company.AdminEmail });
            var unknown = await host.Anonymous.Post("/api/v1/auth/forgot-password", new { email = "nobody@nowhere.example" });
            (known.Status, known.Body).ShouldBe((HttpStatusCode.Accepted, ""));
            (unknown.Status, unknown.Body).ShouldBe((HttpStatusCode.Accepted, ""));
        }
    }

    [Fact]
    public async Task The_strength_of_a_password_is_told_and_the_password_kept_nowhere()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite, logsEverything: true);

        var weak = (await host.Anonymous.Post("/api/v1/auth/password-strength", new { password = "CanaryFinch9", firstName = "Canary", lastName = "Finch" })).Successful().Json;
        weak.GetProperty("acceptable").GetBoolean().ShouldBeFalse();
        weak.GetProperty("suggestions")[0].GetProperty("code").GetString().ShouldBe("password_too_predictable");
        var strong = (await host.Anonymous.Post("/api/v1/auth/password-strength", new { password = NewPassword })).Successful().Json;
        (strong.GetProperty("acceptable").GetBoolean(), strong.GetProperty("score").GetInt32()).ShouldBe((true, 4));
        host.Log.ShouldNotContain(line => line.Contains("CanaryFinch9", StringComparison.Ordinal));
    }

    private static Task<ApiAnswer> SignIn(ApiHost host, string email, string password) =>
        host.Anonymous.Post("/api/v1/auth/login", new { email, password });

    private static Task<ApiAnswer> Change(ApiClient client, string currentPassword, string newPassword) =>
        client.Send(HttpMethod.Put, "/api/v1/users/me/password", System.Net.Http.Json.JsonContent.Create(new { currentPassword, newPassword }));

    private static Task<ApiAnswer> Submit(ApiHost host, string path, string token, string? password = null, params (string Name, string Value)[] headers) =>
        host.Anonymous.Send(
            HttpMethod.Post,
            path,
            new FormUrlEncodedContent(password is null ? [new("token", token)] : [new("token", token), new("password", password)]),
            headers);
}
