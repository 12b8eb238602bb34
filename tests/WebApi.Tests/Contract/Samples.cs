using System.Buffers.Text;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SecurityTraining.TestKit.Http;

namespace SecurityTraining.WebApi.Tests.Contract;

/// <summary>A valid request for every operation, made of the things of one company.</summary>
public static class Samples
{
    public const string Csv = "email,firstName,lastName\nsample@example.com,Sam,Ple\n";

    private static readonly Dictionary<string, Func<World, object?>> Bodies = new(StringComparer.Ordinal)
    {
        ["DELETE /api/v1/users/me/two-factor"] = _ => new { password = "some wrong password", code = "123456" },
        ["PATCH /api/v1/automation/rules/{id}"] = world => new { name = $"{world.Mark} rule" },
        ["PATCH /api/v1/company"] = _ => new { language = "en" },
        ["PATCH /api/v1/company/attributes/{id}"] = _ => new { kind = "text" },
        ["PATCH /api/v1/courses/{id}"] = world => new { description = world.Mark },
        ["PATCH /api/v1/courses/{id}/modules/{moduleId}"] = world => new { title = $"{world.Mark} module" },
        ["PATCH /api/v1/courses/{id}/modules/{moduleId}/lessons/{lessonId}"] = world => new { markdown = world.Mark },
        ["PATCH /api/v1/departments/{id}"] = world => new { name = $"{world.Mark} renamed" },
        ["PATCH /api/v1/groups/{id}"] = world => new { name = $"{world.Mark} group" },
        ["PATCH /api/v1/phishing/sending-profiles/{id}"] = world => new { name = $"{world.Mark} profile", maxPerSecond = 5 },
        ["PATCH /api/v1/phishing/landing-pages/{id}"] = world => World.LandingPage(world.Mark),
        ["PATCH /api/v1/mailing/campaigns/{id}"] = world => world.Campaign($"{world.Mark} news"),
        ["PATCH /api/v1/mailing/templates/{id}"] = world => World.MailTemplate(world.Mark),
        ["PATCH /api/v1/phishing/programmes/{id}"] = world => world.Programme($"{world.Mark} programme"),
        ["PATCH /api/v1/phishing/simulations/{id}"] = world => world.Simulation($"{world.Mark} draft"),
        ["PATCH /api/v1/phishing/templates/{id}"] = world => World.Template(world.Mark),
        ["PATCH /api/v1/phishing/verdict-rules/{id}"] = world => new { note = world.Mark },
        ["PATCH /api/v1/roles/{id}"] = world => new { description = world.Mark },
        ["PATCH /api/v1/quizzes/{id}"] = world => new { title = $"{world.Mark} quiz" },
        ["PATCH /api/v1/users/me"] = _ => new { language = "en" },
        ["PATCH /api/v1/users/{id}"] = world => new { jobTitle = "Clerk", departmentId = world.Ids["department"] },
        ["POST /api/v1/api-keys"] = _ => new { name = Random(), scopes = new[] { "people:read" } },
        ["POST /api/v1/api-keys/{id}/rotate"] = _ => new { overlapHours = 1 },
        ["POST /api/v1/auth/accept-invitation"] = _ => new { token = "unknown", password = "correct wombat fiddles" },
        ["POST /api/v1/auth/confirm-email"] = _ => new { token = "unknown" },
        ["POST /api/v1/auth/forgot-password"] = _ => new { email = "nobody@example.com" },
        ["POST /api/v1/auth/login"] = _ => new { email = "nobody@example.com", password = "some wrong password" },
        ["POST /api/v1/auth/login/two-factor"] = _ => new { challengeToken = "unknown", code = "123456" },
        ["POST /api/v1/auth/logout"] = world => new { refreshToken = world.Ids["refreshToken"] },
        ["POST /api/v1/auth/password-strength"] = _ => new { password = "correct wombat fiddles" },
        ["POST /api/v1/auth/refresh"] = _ => new { refreshToken = "unknown" },
        ["POST /api/v1/auth/register"] = _ => new
        {
            companyName = "Sample",
            firstName = "Sam",
            lastName = "Ple",
            email = $"{Random()}@sample.example",
            password = "correct wombat fiddles",
        },
        ["POST /api/v1/auth/resend-verification"] = _ => new { email = "nobody@example.com" },
        ["POST /api/v1/auth/reset-password"] = _ => new { token = "unknown", password = "correct wombat fiddles" },
        ["POST /api/v1/auth/sso/exchange"] = _ => new { code = "unknown" },
        ["POST /api/v1/auth/sso/start"] = _ => new { email = "nobody@example.com" },
        ["POST /api/v1/auth/undo-email-change"] = _ => new { token = "unknown" },
        ["POST /api/v1/auth/verify-email"] = _ => new { token = "unknown" },
        ["POST /api/v1/automation/rules"] = world => world.Rule(Random()),
        ["PATCH /api/v1/webhook-endpoints/{id}"] = world => new { description = world.Mark },
        ["POST /api/v1/webhook-endpoints"] = _ => new { url = $"https://{Random()}.invalid/", events = new[] { "person.created" } },
        ["POST /api/v1/webhook-endpoints/{id}/rotate-secret"] = _ => new { overlapHours = 1 },
        ["POST /api/v1/billing/checkout-sessions"] = _ => new { plan = "starter", interval = "month" },
        ["POST /api/v1/billing/subscription/plan/preview"] = _ => new { plan = "basic" },
        ["POST /api/v1/billing/subscription/seats/preview"] = _ => new { seats = 20 },
        ["PUT /api/v1/billing/subscription/plan"] = _ => new { plan = "basic" },
        ["PUT /api/v1/billing/subscription/seats"] = _ => new { seats = 20 },
        ["POST /api/v1/webhooks/stripe"] = _ => new { id = "evt_1", type = "invoice.paid" },
        ["POST /api/v1/certificates/{id}/reissue"] = _ => new { expiresAt = TimeProvider.System.GetUtcNow().AddYears(1) },
        ["POST /api/v1/certificates/{id}/revoke"] = _ => new { reason = "By mistake" },
        ["POST /api/v1/companies/{id}/looks"] = _ => new { reason = "Ticket 1", minutes = 5 },
        ["PUT /api/v1/companies/{id}/enterprise"] = _ => new { seats = 250 },
        ["POST /api/v1/companies/{id}/suspend"] = _ => new { reason = "Unpaid" },
        ["POST /api/v1/company/attributes"] = _ => new { name = $"A{Random()}", kind = "number" },
        ["POST /api/v1/company/domains"] = _ => new { name = $"{Random()}.example.com" },
        ["POST /api/v1/content/uploads"] = _ => new { fileName = $"{Random()}.pdf", size = 1000 },
        ["POST /api/v1/courses"] = _ => new { title = Random() },
        ["POST /api/v1/courses/{id}/duplicate"] = _ => new { title = Random() },
        ["POST /api/v1/courses/{id}/modules"] = _ => new { title = Random() },
        ["POST /api/v1/courses/{id}/modules/{moduleId}/lessons"] = _ => new { title = Random(), markdown = "Text" },
        ["POST /api/v1/departments"] = _ => new { name = Random() },
        ["POST /api/v1/enrollments"] = world => new { courseId = world.Ids["course"], userIds = new[] { world.Ids["user"] } },
        ["POST /api/v1/enrollments/{id}/lessons/{lessonId}/exercise"] = _ => new { regions = new[] { "from" } },
        ["POST /api/v1/groups"] = _ => new { name = Random(), rule = Rule() },
        ["POST /api/v1/groups/preview"] = _ => new { rule = Rule() },
        ["POST /api/v1/phishing/landing-pages"] = _ => World.LandingPage(Random()),
        ["POST /api/v1/phishing/landing-pages/import-from-url"] = _ => new { url = "https://127.0.0.1/" },
        ["POST /api/v1/phishing/landing-pages/{id}/preview"] = world => new { userId = world.Ids["user"] },
        ["POST /api/v1/mailing/campaigns"] = world => world.Campaign(Random()),
        ["POST /api/v1/mailing/campaigns/{id}/duplicate"] = _ => new { name = Random() },
        ["POST /api/v1/mailing/campaigns/{id}/schedule"] = _ => new { startsAt = TimeProvider.System.GetUtcNow().AddDays(1) },
        ["POST /api/v1/mailing/campaigns/{id}/test-send"] = world => new { userIds = new[] { world.Ids["user"] } },
        ["POST /api/v1/mailing/campaigns/{id}/winner"] = _ => new { variant = "a" },
        ["POST /api/v1/mailing/events"] = world => new { messageId = world.Ids["campaignMessageId"], kind = "bounced" },
        ["POST /api/v1/mailing/system-templates/{kind}/{language}/preview"] = world => SystemTemplate(world.Mark),
        ["POST /api/v1/mailing/templates"] = _ => World.MailTemplate(Random()),
        ["POST /api/v1/mailing/templates/{id}/preview"] = world => new { userId = world.Ids["user"] },
        ["POST /api/v1/phishing/reports"] = world => new { messageId = world.Ids["messageId"] },
        ["POST /api/v1/phishing/sending-profiles"] = world => world.SendingProfile(Random()),
        ["POST /api/v1/phishing/reports/{id}/resolve"] = _ => new { verdict = "spam" },
        ["POST /api/v1/phishing/programmes"] = world => world.Programme(Random()),
        ["POST /api/v1/phishing/simulations"] = world => world.Simulation(Random()),
        ["POST /api/v1/phishing/simulations/{id}/duplicate"] = _ => new { name = Random() },
        ["POST /api/v1/phishing/simulations/{id}/hits/{hitId}/verdict"] = _ => new { verdict = "scanner" },
        ["POST /api/v1/phishing/simulations/{id}/schedule"] = _ => new { startsAt = TimeProvider.System.GetUtcNow().AddDays(1) },
        ["POST /api/v1/phishing/simulations/{id}/recipients"] = world => new { userIds = new[] { world.Ids["user"] } },
        ["POST /api/v1/phishing/simulations/{id}/unmaskings"] = world => new { pseudonym = world.Ids["pseudonym"], reason = world.Mark },
        ["POST /api/v1/phishing/templates"] = _ => World.Template(Random()),
        ["POST /api/v1/phishing/templates/{id}/preview"] = world => new { userId = world.Ids["user"] },
        ["POST /api/v1/phishing/verdict-rules"] = _ => new { verdict = "scanner", userAgent = Random() },
        ["POST /api/v1/roles"] = _ => new { name = Random(), permissions = new[] { "people:read" } },
        ["POST /api/v1/quizzes"] = _ => new { title = Random() },
        ["POST /api/v1/question-bank"] = _ => BankQuestion(Random()),
        ["POST /api/v1/quizzes/{id}/questions/from-bank"] = world => new { questionIds = new[] { world.Ids["bankQuestion"] } },
        ["POST /api/v1/quizzes/{id}/questions/{questionId}/correct"] = _ => new { isTrue = true },
        ["POST /api/v1/quizzes/{id}/questions"] = _ => new { kind = "trueFalse", text = Random(), answer = true },
        ["POST /api/v1/users/me/two-factor/confirm"] = _ => new { code = "123456" },
        ["POST /api/v1/users"] = world => world.Person(Random()),
        ["POST /api/v1/users/invitations"] = world => new { userIds = new[] { world.Ids["user"] }, departmentIds = Array.Empty<string>() },
        ["POST /api/v1/users/me/enrollments"] = world => new { courseId = world.Ids["course"] },
        ["POST /api/v1/users/me/email"] = _ => new { newEmail = $"{Random()}@sample.example", password = "some wrong password" },
        ["PUT /api/v1/attempts/{id}/answers"] = world => new { answers = new[] { new { questionId = world.Ids["question"], isTrue = true } } },
        ["PUT /api/v1/company/single-sign-on"] = world => new
        {
            issuer = "http://provider.invalid",
            clientId = "sample",
            clientSecret = "sample secret",
            domains = new[] { $"{world.Mark}.example.com" },
            breakGlassUserIds = Array.Empty<string>(),
        },
        ["PUT /api/v1/courses/{id}/editions/{language}"] = world => new { title = $"{world.Mark} edition" },
        ["PUT /api/v1/courses/{id}/order"] = world => new
        {
            modules = new[] { new { id = world.Ids["module"], lessonIds = new[] { world.Ids["lesson"], world.Ids["quizLesson"] } } },
        },
        ["PUT /api/v1/enrollments/{id}/lessons/{lessonId}/progress"] = _ => new { positionSeconds = 10, completed = false },
        ["PUT /api/v1/phishing/kill-switch"] = _ => new { isOn = false },
        ["PUT /api/v1/phishing/settings"] = world => new { holidays = new[] { new { date = "2026-12-25", name = world.Mark } }, requiresApproval = false },
        ["PUT /api/v1/platform/phishing/kill-switch"] = _ => new { isOn = false },
        ["PUT /api/v1/phishing/sending-profiles/{id}/dkim"] = _ => new { selector = "st1", algorithm = "ed25519" },
        ["PUT /api/v1/mailing/system-templates/{kind}/{language}"] = world => SystemTemplate(world.Mark),
        ["PUT /api/v1/question-bank/{id}"] = world => BankQuestion(world.Mark),
        ["PUT /api/v1/phishing/report-mailbox"] = world => new { host = "127.0.0.1", port = 9, userName = world.Mark, secret = "sample secret" },
        ["PUT /api/v1/quizzes/{id}/questions/{questionId}"] = world => new { kind = "trueFalse", text = world.Mark, answer = false },
        ["PUT /api/v1/users/me/mail-preferences"] = _ => new { preferences = new[] { new { category = "tips", subscribed = false } } },
        ["PUT /api/v1/users/me/password"] = _ => new { currentPassword = "some wrong password", newPassword = "correct wombat fiddles" },
    };

    /// <exception cref="InvalidOperationException">Somebody has added an operation without a sample.</exception>
    public static JsonNode? Body(Operation operation, World world) => operation.BodyType switch
    {
        null or not "application/json" => null,
        _ when Bodies.TryGetValue(operation.Name, out var sample) => JsonSerializer.SerializeToNode(sample(world)),
        _ => throw new InvalidOperationException($"{operation.Name} has no sample: add one to {nameof(Samples)}."),
    };

    public static string Path(Operation operation, World world) => Path(operation, world, operation);

    /// <param name="partly">The operation, perhaps with some places of its path filled in already.</param>
    private static string Path(Operation partly, World world, Operation operation) => IdPosition.Of(operation)
        .Where(position => position.Place == Place.Path)
        .Aggregate(IdPosition.Words.Aggregate(partly.Path, Put), (path, position) => path.Replace($"{{{position.Name}}}", world.Ids[position.Kind], StringComparison.Ordinal));

    private static string Put(string path, KeyValuePair<string, string> word) =>
        path.Replace($"{{{word.Key}}}", word.Value, StringComparison.Ordinal);

    /// <summary>The sample with <paramref name="value"/> in one place.</summary>
    public static (string Path, HttpContent? Content) With(IdPosition position, World world, string value)
    {
        var (operation, name) = (position.Operation, position.Name);
        var path = position.Place == Place.Path
            ? Path(operation with { Path = operation.Path.Replace($"{{{name}}}", value, StringComparison.Ordinal) }, world, operation)
            : Path(operation, world);
        var body = Body(operation, world);
        if (position.Place == Place.Query)
        {
            path += $"?{name}={Uri.EscapeDataString(value)}";
        }
        else if (position.Place == Place.Body)
        {
            Set(body!.AsObject(), name.Split('.'), value);
        }

        return (path, Content(operation, body));
    }

    public static HttpContent? Content(Operation operation, JsonNode? body) => operation.BodyType switch
    {
        null => null,
        "multipart/form-data" when operation.Path == "/api/v1/content" =>
            new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes("A sample.")), "file", "sample.txt" } },
        "multipart/form-data" when operation.Path == "/api/v1/phishing/templates/import" =>
            File("lure.html", "<title>Imported</title><p>Hello <a href=\"https://example.com\">you</a></p>"),
        "multipart/form-data" when operation.Path == "/api/v1/phishing/landing-pages/import" => File("page.html", "<form><input></form>"),
        "multipart/form-data" when operation.Path == "/api/v1/groups/import" =>
            File("groups.json", """{"name": "Imported", "targets": [{"email": "person@example.com", "first_name": "A", "last_name": "B"}]}"""),
        "multipart/form-data" => new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(Csv)), "file", "people.csv" } },
        "message/rfc822" => new ByteArrayContent(Encoding.UTF8.GetBytes($"From: {Random()}@evil.example\r\nSubject: Sample\r\n\r\nText\r\n")) { Headers = { ContentType = new("message/rfc822") } },
        "application/x-www-form-urlencoded" => new FormUrlEncodedContent([new("token", "unknown")]),
        _ => JsonContent.Create(body),
    };

    private static MultipartFormDataContent File(string name, string text) =>
        new() { { new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "file", name } };

    /// <summary>Looks like a thing of the kind, and is none.</summary>
    public static string Unknown(string kind, string like) => kind switch
    {
        "messageId" or "campaignMessageId" => $"{RandomNumberGenerator.GetHexString(32, lowercase: true)}{like[like.IndexOf('@', StringComparison.Ordinal)..]}",
        "trackingToken" or "refreshToken" => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(like.Length))[..like.Length],

        // The same moment, and another id.
        "cursor" => Base64Url.EncodeToString([.. Base64Url.DecodeFromChars(like)[..8], .. RandomNumberGenerator.GetBytes(16)]),
        _ => Guid.CreateVersion7().ToString(),
    };

    private static void Set(JsonObject body, string[] path, string value)
    {
        // A lesson is made of one thing.
        if (path[0] is "quizId" or "video" or "document" or "scorm")
        {
            body.Remove("markdown");
        }

        foreach (var step in path[..^1])
        {
            body[step] ??= new JsonObject();
            body = body[step]!.AsObject();
        }

        if (path[^1] == "token")
        {
            body.Remove("messageId");
        }

        body[path[^1]] = path[^1].EndsWith("Ids", StringComparison.Ordinal) ? new JsonArray(value) : value;
    }

    private static object BankQuestion(string text) => new { language = "en", question = new { kind = "trueFalse", text, answer = true } };

    private static object SystemTemplate(string text) => new { subject = text, html = "<p><a href=\"{{link}}\">here</a></p>" };

    private static object Rule() => new { conditions = new[] { new { attribute = "role", values = new[] { "employee", "manager" } } } };

    private static string Random() => RandomNumberGenerator.GetHexString(12, lowercase: true);
}
