using System.Globalization;
using System.Net;
using System.Text.Json;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.TestKit.Http;

/// <summary>
/// A company that has used everything: each of its rows carries <see cref="Mark"/> in a text, so that it is recognised wherever it turns up.
/// </summary>
public sealed partial class World
{
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);

    private World(ApiHost host, CompanyClient company, string mark)
    {
        Host = host;
        Company = company;
        Mark = mark;
    }

    public ApiHost Host { get; }

    public CompanyClient Company { get; }

    public string Mark { get; }

    /// <summary>By the kind of thing that they name: <c>user</c>, <c>department</c>, <c>simulation</c> and so on.</summary>
    public IReadOnlyDictionary<string, string> Ids => _ids;

    /// <summary>One of each role.</summary>
    public Dictionary<Role, Guid> People { get; } = [];

    /// <summary>In the link of a lure that has been sent.</summary>
    /// <summary>What a person's browser says of itself; who says nothing is taken for a machine.</summary>
    public static IReadOnlyList<(string Name, string Value)> Browser { get; } =
        [("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"), ("Accept-Language", "en")];

    public string TrackingToken => _ids["trackingToken"];

    public static async Task<World> Create(ApiHost host, string mark)
    {
        var world = new World(host, await host.RegisterCompany(mark), mark);
        await world.AddPeople();
        await world.AddContent();
        await world.AddCourse();
        await world.AddAutomation();
        await world.AddSimulations();
        await world.AddWorksCouncil();
        await world.AddMailing();
        await world.AddLook();
        await world.EndDeliveries();
        return world;
    }

    private ApiClient Admin => Company.Admin;

    private async Task AddPeople()
    {
        _ids["department"] = await Make("/api/v1/departments", new { name = $"{Mark} sales" });
        _ids["domain"] = await Make("/api/v1/company/domains", new { name = $"{Mark}.example.com" });
        (await Admin.Post($"/api/v1/company/domains/{_ids["domain"]}/verify")).Successful();
        _ids["user"] = await Make("/api/v1/users", Person("person"));
        _ids["role"] = await Make("/api/v1/roles", new { name = $"{Mark} role", description = Mark, permissions = new[] { "people:read" } });
        _ids["apiKey"] = await Make("/api/v1/api-keys", new { name = $"{Mark} key", scopes = new[] { "people:read" } });
        _ids["group"] = await Make("/api/v1/groups", new { name = $"{Mark} group", description = Mark });
        (await Admin.Send(HttpMethod.Put, $"/api/v1/groups/{_ids["group"]}/members/{_ids["user"]}", content: null)).Successful();
        _ids["attribute"] = await Make("/api/v1/company/attributes", new { name = $"{Mark} site", kind = "choice", choices = new[] { Mark } });
        People[Role.CompanyAdmin] = Company.AdminId;
        _ids["admin"] = Company.AdminId.ToString();
        foreach (var role in (Role[])[Role.Employee, Role.Manager, Role.Auditor])
        {
            People[role] = Guid.Parse(await Make("/api/v1/users", Person($"{role}", role)), CultureInfo.InvariantCulture);
        }

        var csv = $"email,firstName,lastName,department\nimported@{Mark}.example.com,Ines,{Mark},{Mark} import\n";
        var import = (await Admin.Upload("/api/v1/users/import", $"{Mark}.csv", csv)).Successful();
        _ids["import"] = import.Id.ToString();
        await Eventually.Get(
            async () => (await Admin.Get($"/api/v1/users/imports/{import.Id}")).Json.GetProperty("status").GetString(),
            status => status is "completed" or "failed");
        var imported = (await Admin.Get($"/api/v1/users?search=imported@{Mark}")).Successful().Json.GetProperty("items")[0].GetProperty("id").GetString();
        _ids["invitations"] = await Make("/api/v1/users/invitations", new { userIds = new[] { imported } });
        await Eventually.Get(
            async () => (await Admin.Get($"/api/v1/users/invitations/{_ids["invitations"]}")).Json.GetProperty("status").GetString(),
            status => status == "completed");
        var (session, refreshToken) = await Host.SignInWithoutPassword(Company.Id, Company.AdminId);
        _ids["refreshToken"] = refreshToken;
        var sessions = (await session.Get("/api/v1/auth/sessions")).Json.GetProperty("items").EnumerateArray();
        _ids["session"] = sessions.First(item => item.GetProperty("current").GetBoolean()).GetProperty("id").GetString()!;
    }

    private async Task AddLook()
    {
        _ids["company"] = Company.Id.ToString();
        var platform = await Host.SignInAsAdministrator();
        var look = await platform.Post($"/api/v1/companies/{Company.Id}/looks", new { reason = $"{Mark} ticket", minutes = 60 });
        _ids["look"] = look.Successful().Id.ToString();

        // Events are nobody's but the operator's, and there is no provider here to send one.
        _ids["billingEvent"] = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();
    }

    private async Task AddContent()
    {
        var file = (await Admin.Upload("/api/v1/content", $"{Mark}.txt", $"About {Mark}")).Successful();
        _ids["content"] = file.Id.ToString();
        _ids["contentUpload"] = await Make("/api/v1/content/uploads", new { fileName = $"{Mark}.pdf", size = 1000 });
        await Eventually.Get(
            async () => (await Admin.Get($"/api/v1/content/{file.Id}")).Json.GetProperty("status").GetString(),
            status => status == "ready");
    }

    private async Task AddCourse()
    {
        _ids["course"] = await Make("/api/v1/courses", new { title = $"{Mark} course", tags = new[] { Mark }, allowsSelfEnrolment = true });
        var modules = $"/api/v1/courses/{_ids["course"]}/modules";
        _ids["module"] = await Make(modules, new { title = $"{Mark} module" });
        _ids["lesson"] = await Make($"{modules}/{_ids["module"]}/lessons", new { title = $"{Mark} lesson", markdown = Mark });
        _ids["quiz"] = await Make("/api/v1/quizzes", new { title = $"{Mark} quiz" });
        _ids["question"] = await Make($"/api/v1/quizzes/{_ids["quiz"]}/questions", new { kind = "trueFalse", text = Mark, answer = true });
        _ids["bankQuestion"] = await Make("/api/v1/question-bank", new { language = "en", question = new { kind = "trueFalse", text = Mark, answer = true } });
        _ids["quizLesson"] = await Make($"{modules}/{_ids["module"]}/lessons", new { title = $"{Mark} test", quizId = _ids["quiz"] });
        (await Admin.Post($"/api/v1/courses/{_ids["course"]}/publish")).Successful();
        _ids["enrollment"] = await Make("/api/v1/users/me/enrollments", new { courseId = _ids["course"] });
        _ids["attempt"] = await Make($"/api/v1/enrollments/{_ids["enrollment"]}/quizzes/{_ids["quiz"]}/attempts");
        _ids["regrading"] = await Make($"/api/v1/quizzes/{_ids["quiz"]}/questions/{_ids["question"]}/correct", new { isTrue = true });
        _ids["assignment"] = await Make("/api/v1/enrollments", new { courseId = _ids["course"], userIds = new[] { _ids["user"] } });
        await Eventually.Get(
            async () => (await Admin.Get($"/api/v1/enrollments/assignments/{_ids["assignment"]}")).Json.GetProperty("status").GetString(),
            status => status == "completed");
        await Host.Services.CompleteCourse(Company.Id, Guid.Parse(_ids["user"], CultureInfo.InvariantCulture), Guid.Parse(_ids["course"], CultureInfo.InvariantCulture));
        var certificates = await Admin.Get("/api/v1/certificates");
        _ids["certificate"] = certificates.Successful().Json.GetProperty("items")[0].GetProperty("id").GetString()!;
        await Eventually.Get(
            async () => (await Admin.Get($"/api/v1/certificates/{_ids["certificate"]}.pdf")).Status, status => status == HttpStatusCode.OK);
    }

    private async Task AddAutomation()
    {
        _ids["rule"] = await Make("/api/v1/automation/rules", Rule($"{Mark} rule"));

        _ids["webhookEndpoint"] = await Make(
            "/api/v1/webhook-endpoints", new { url = $"https://{Mark}.invalid/", events = new[] { "simulation.launched" }, description = Mark });
        _ids["webhookDelivery"] = await Make($"/api/v1/webhook-endpoints/{_ids["webhookEndpoint"]}/ping");

        // What is never reached would be tried again at any moment.
        (await Admin.Patch($"/api/v1/webhook-endpoints/{_ids["webhookEndpoint"]}", new { enabled = false })).Successful();
    }

    private Task EndDeliveries() => Eventually.Get(
        () => Admin.Get("/api/v1/webhook-deliveries?status=pending"), page => page.Successful().Json.GetProperty("items").GetArrayLength() == 0);

    private async Task AddSimulations()
    {
        _ids["template"] = await Make("/api/v1/phishing/templates", Template(Mark));
        _ids["sendingProfile"] = await Make("/api/v1/phishing/sending-profiles", SendingProfile($"{Mark} profile"));
        (await Admin.Patch($"/api/v1/phishing/templates/{_ids["template"]}", new { description = Mark })).Successful();
        _ids["landingPage"] = await Make("/api/v1/phishing/landing-pages", LandingPage(Mark));
        _ids["simulation"] = await Make("/api/v1/phishing/simulations", Simulation($"{Mark} draft"));
        _ids["programme"] = await Make("/api/v1/phishing/programmes", Programme($"{Mark} programme"));
        var staged = await Make("/api/v1/phishing/templates", new
        {
            name = $"{Mark} staged lure",
            subject = Mark,
            senderName = Mark,
            html = "<a href=\"{{link}}\">here</a>",
            landingPageId = await Make("/api/v1/phishing/landing-pages", LandingPage($"{Mark} stages")),
        });
        _ids["launched"] = await Make("/api/v1/phishing/simulations", Simulation($"{Mark} launched", staged));
        (await Admin.Post($"/api/v1/phishing/simulations/{_ids["launched"]}/launch")).Successful();
        _ids["trackingToken"] = await Host.Mailbox.TokenFor($"person@{Mark}.example.com", "/t/");
        _ids["messageId"] = (await Host.Mailbox.MailTo($"person@{Mark}.example.com", "/t/")).MessageId!;
        (await Host.Anonymous.Get($"/t/{TrackingToken}", [.. Browser])).Successful();
        await Eventually.Get(
            async () => (await Admin.Get($"/api/v1/phishing/simulations/{_ids["launched"]}")).Json.GetProperty("status").GetString(),
            status => status == "completed");
        var timeline = await Eventually.Get(
            () => Admin.Get($"/api/v1/phishing/simulations/{_ids["launched"]}/timeline?limit=1"),
            page => page.Successful().Json.TryGetProperty("nextCursor", out var next) && next.ValueKind == JsonValueKind.String);
        var hit = (await Admin.Get($"/api/v1/phishing/simulations/{_ids["launched"]}/hits")).Successful().Json.GetProperty("items")[0];
        _ids["hit"] = hit.GetProperty("id").GetString()!;
        _ids["recipient"] = hit.GetProperty("recipientId").GetString()!;
        _ids["verdictRule"] = await Make("/api/v1/phishing/verdict-rules", new { verdict = "scanner", userAgent = Mark, note = Mark });
        var mail = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"From: {Mark} <boss@evil.example>\r\nSubject: {Mark} invoice\r\n\r\nPay now.\r\n"));
        var report = await Admin.Post("/api/v1/phishing/reports", new { mime = mail });
        _ids["reportedMail"] = report.Successful().Json.GetProperty("reportId").GetString()!;
        _ids["cursor"] = timeline.Json.GetProperty("nextCursor").GetString()!;
    }

    private async Task AddMailing()
    {
        _ids["mailTemplate"] = await Make("/api/v1/mailing/templates", MailTemplate(Mark));
        _ids["campaign"] = await Make("/api/v1/mailing/campaigns", Campaign($"{Mark} news"));
        _ids["sentCampaign"] = await Make("/api/v1/mailing/campaigns", Campaign($"{Mark} sent"));
        (await Admin.Post($"/api/v1/mailing/campaigns/{_ids["sentCampaign"]}/send")).Successful();
        _ids["campaignMessageId"] = (await Host.Mailbox.MailTo($"person@{Mark}.example.com", "/u/")).MessageId!;
        await Eventually.Get(
            async () => (await Admin.Get($"/api/v1/mailing/campaigns/{_ids["sentCampaign"]}")).Json.GetProperty("status").GetString(),
            status => status == "completed");
    }

    public object Campaign(string name) => new
    {
        name,
        templateId = _ids["mailTemplate"],
        recipients = new { userIds = new[] { _ids["user"] }, departmentIds = Array.Empty<string>() },
    };

    public static object MailTemplate(string name) => new
    {
        name = $"{name} mail",
        category = "trainingNews",
        versions = new[] { new { language = "en", subject = $"{name} for {{{{firstName}}}}", html = $"<p>{name} <a href=\"https://news.example\">news</a></p>" } },
    };

    public object Person(string name, Role role = Role.Employee) => new
    {
        email = $"{name.ToLowerInvariant()}@{Mark}.example.com",
        firstName = "Pat",
        lastName = Mark,
        role = JsonNamingPolicy.CamelCase.ConvertName(role.ToString()),
        departmentId = _ids["department"],
    };

    public static object Template(string name) => new
    {
        name = $"{name} lure",
        subject = $"{name} for {{{{firstName}}}}",
        senderName = name,
        html = "<p>Hello {{firstName}}</p><a href=\"{{link}}\">here</a>",
        text = "Hello: {{link}}",
        landingHtml = "<h1>Sign in</h1><form><input name=\"password\" type=\"password\"><button>OK</button></form>",
        language = "en",
    };

    public object SendingProfile(string name) => new
    {
        name,
        host = "mail.invalid",
        senderDomain = $"{Mark}.example.com",
        headers = new[] { new { name = "X-Team", value = Mark } },
        login = new { kind = "password", userName = Mark, password = "sample secret" },
    };

    public object Rule(string name) => new
    {
        name,
        trigger = new { kind = "clicked" },
        conditions = new { departmentIds = new[] { _ids["department"] }, groupIds = new[] { _ids["group"] } },
        actions = new[] { new { kind = "enroll", courseId = _ids["course"], dueDays = 14 } },
        enabled = false,
    };

    /// <summary>Two stages.</summary>
    public static object LandingPage(string name) => new
    {
        name = $"{name} page",
        stages = new[]
        {
            new { html = $"<h1>Who are you, {name}?</h1><form><input name=\"user\"><button>Next</button></form>" },
            new { html = "<h1>And your password?</h1><form><input name=\"password\" type=\"password\"><button>OK</button></form>" },
        },
    };

    public object Simulation(string name, string? templateId = null) => new
    {
        name,
        templateIds = new[] { templateId ?? _ids["template"] },
        recipients = new { userIds = new[] { _ids["user"] }, departmentIds = Array.Empty<string>() },
    };

    public object Programme(string name) => new
    {
        name,
        rhythm = new { frequency = "monthly", from = "09:00:00", to = "15:00:00" },
        templateIds = new[] { _ids["template"] },
        recipients = new { userIds = new[] { _ids["user"] } },
    };

    /// <summary>A session of somebody with the role.</summary>
    public async Task<ApiClient> As(Role role) => (await Host.SignInWithoutPassword(Company.Id, People[role])).Client;

    private async Task<string> Make(string path, object? body = null) => (await Admin.Post(path, body)).Successful().Id.ToString();
}
