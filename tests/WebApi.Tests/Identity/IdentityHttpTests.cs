using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common;
using SecurityTraining.Infrastructure.Mail;
using SecurityTraining.Infrastructure.Persistence;

namespace SecurityTraining.WebApi.Tests.Identity;

public sealed partial class IdentityHttpTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("securitytraining-").FullName;
    private readonly Service _service;
    private readonly HttpClient _client;

    public IdentityHttpTests()
    {
        _service = new Service(_folder);
        _client = _service.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
    }

    public void Dispose()
    {
        _client.Dispose();
        _service.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task From_registration_to_signing_out()
    {
        var registered = await Post("/auth/register", Registration("anna@nordwind.example"));
        registered.StatusCode.ShouldBe(HttpStatusCode.Created);
        var companyId = (await Json(registered))["companyId"]!.GetValue<Guid>();
        (await Code(await Post("/auth/login", Credentials()))).ShouldBe("login_failed");

        var token = await VerificationToken(companyId);
        (await Post("/auth/verify-email", new { token })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var login = await Post("/auth/login", Credentials());
        login.StatusCode.ShouldBe(HttpStatusCode.OK);
        var signedIn = await Json(login);
        signedIn.Select(member => member.Key).ShouldBe(["accessToken", "tokenType", "expiresIn", "refreshToken", "user"]);
        signedIn["user"]!.AsObject().Select(member => member.Key).ShouldBe(["id", "email", "firstName", "lastName", "role", "companyId"]);
        signedIn["user"]!["role"]!.GetValue<string>().ShouldBe("companyAdmin");

        SignInWith(signedIn);
        var me = await _client.GetAsync("/api/v1/users/me");
        me.StatusCode.ShouldBe(HttpStatusCode.OK);
        var changed = await _client.PatchAsJsonAsync("/api/v1/users/me", new { language = "de" });
        (await Json(changed))["language"]!.GetValue<string>().ShouldBe("de");
        changed.Headers.ETag.ShouldNotBe(me.Headers.ETag);

        var refreshed = await Json(await Post("/auth/refresh", new { refreshToken = signedIn["refreshToken"]!.GetValue<string>() }));
        SignInWith(refreshed);
        (await _client.GetAsync("/api/v1/users/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Post("/auth/logout", new { refreshToken = refreshed["refreshToken"]!.GetValue<string>() })).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        var after = await _client.GetAsync("/api/v1/users/me");
        after.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        after.Headers.WwwAuthenticate.ToString().ShouldStartWith("Bearer");
        (await Code(after)).ShouldBe("unauthenticated");
    }

    [Fact]
    public async Task Known_and_unknown_addresses_are_answered_alike()
    {
        var first = await Post("/auth/register", Registration("anna@nordwind.example"));
        var second = await Post("/auth/register", Registration("anna@nordwind.example"));

        second.StatusCode.ShouldBe(first.StatusCode);
        (await Json(second)).Select(member => member.Key).ShouldBe((await Json(first)).Select(member => member.Key));
        foreach (var email in new[] { "anna@nordwind.example", "nobody@nowhere.example" })
        {
            (await Post("/auth/resend-verification", new { email })).StatusCode.ShouldBe(HttpStatusCode.Accepted);
            var failed = await Post("/auth/login", new { email, password = "wrong wombat fiddles" });
            failed.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            (await Code(failed)).ShouldBe("login_failed");
        }
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.eyJzdWIiOiIwMTlhYWI0NS0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDAifQ.")]
    public async Task Forged_access_tokens_are_nobody(string token)
    {
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

        (await _client.GetAsync("/api/v1/users/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Publishes_its_keys()
    {
        var keys = (await Json(await _client.GetAsync("/.well-known/jwks.json")))["keys"]!.AsArray();

        keys.ShouldHaveSingleItem()!.AsObject().Select(member => member.Key).ShouldBe(["kty", "crv", "x", "y", "kid", "use", "alg"]);
    }

    [Fact]
    public async Task Opening_the_link_of_the_mail_changes_nothing_and_the_button_does()
    {
        var registered = await Json(await Post("/auth/register", Registration("anna@nordwind.example")));
        var token = await VerificationToken(registered["companyId"]!.GetValue<Guid>());
        _client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("fr;q=0.9, de-AT;q=0.8, en;q=0.1");

        for (var scanner = 0; scanner < 3; scanner++)
        {
            var page = await _client.GetAsync($"/verify-email?token={token}");
            page.StatusCode.ShouldBe(HttpStatusCode.OK);
            page.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("form-action 'self'");
            page.Headers.GetValues("Referrer-Policy").Single().ShouldBe("no-referrer");
            var html = await page.Content.ReadAsStringAsync();
            html.ShouldContain("<html lang=\"de\">");
            html.ShouldContain(token);
        }

        using var form = new FormUrlEncodedContent([new("token", token)]);
        var done = await _client.PostAsync("/verify-email", form);
        done.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var again = new FormUrlEncodedContent([new("token", token)]);
        (await _client.PostAsync("/verify-email", again)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Post("/auth/login", Credentials())).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_page_shows_no_markup_of_others()
    {
        var html = await _client.GetStringAsync("/verify-email?token=%22%3E%3Cscript%3Ealert(1)%3C/script%3E");

        html.ShouldNotContain("<script");
    }

    private static object Registration(string email) =>
        new { companyName = "Nordwind GmbH", firstName = "Anna", lastName = "Kowalski", email, password = "correct wombat fiddles" };

    private static object Credentials() => new { email = "anna@nordwind.example", password = "correct wombat fiddles" };

    private Task<HttpResponseMessage> Post(string path, object body) => _client.PostAsJsonAsync("/api/v1" + path, body);

    private static async Task<JsonObject> Json(HttpResponseMessage response) => (await response.Content.ReadFromJsonAsync<JsonObject>())!;

    private static async Task<string> Code(HttpResponseMessage response) => (await Json(response))["code"]!.GetValue<string>();

    private void SignInWith(JsonObject signedIn) =>
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", signedIn["accessToken"]!.GetValue<string>());

    /// <summary>From the outbox or, if the worker was faster, from the mailbox.</summary>
    private async Task<string> VerificationToken(Guid companyId)
    {
        var mailbox = Path.Combine(_folder, "mailbox");
        await using var scope = _service.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenant>().Enter(companyId);
        var mail = await scope.ServiceProvider.GetRequiredService<AppDbContext>().OutgoingMails.SingleAsync();
        var text = mail.Body is { } body
            ? scope.ServiceProvider.GetRequiredService<MailBodies>().Unprotect(companyId, body).Text
            : (await MimeKit.MimeMessage.LoadAsync(Directory.GetFiles(mailbox, "*.eml").Single())).TextBody!;
        return Token().Match(text).Groups["token"].Value;
    }

    [GeneratedRegex("token=(?<token>[A-Za-z0-9_-]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Token();

    private sealed class Service(string folder) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder) =>
            builder.UseSetting("DataFolder", folder).UseSetting("PublicUrl", "http://localhost");
    }
}
