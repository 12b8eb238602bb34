using System.Text.Json;

namespace SecurityTraining.WebApi.Tests.Contract;

public enum Place
{
    Path,
    Query,
    Body,
}

/// <summary>A place in a request that names something: an id, or a token that leads to one.</summary>
/// <param name="Name">Of the parameter; for a member of the body its path, such as <c>recipients.userIds</c>.</param>
/// <param name="Kind">What it names, as <see cref="TestKit.Http.World.Ids"/> knows it.</param>
public sealed record IdPosition(Operation Operation, Place Place, string Name, string Kind)
{
    /// <summary>By the longest matching beginning of the path.</summary>
    private static readonly (string Path, string[] Kinds)[] InPaths =
    [
        ("/api/v1/analytics/users/{id}", ["user"]),
        ("/api/v1/api-keys/{id}", ["apiKey"]),
        ("/api/v1/attempts/{id}", ["attempt"]),
        ("/api/v1/auth/sessions/{id}", ["session"]),
        ("/api/v1/automation/rules/{id}", ["rule"]),
        ("/api/v1/certificates/{id}", ["certificate"]),
        ("/api/v1/companies/{id}", ["company"]),
        ("/api/v1/company/attributes/{id}", ["attribute"]),
        ("/api/v1/company/domains/{id}", ["domain"]),
        ("/api/v1/content/uploads/{id}", ["contentUpload"]),
        ("/api/v1/content/{id}", ["content"]),
        ("/api/v1/courses/{id}", ["course"]),
        ("/api/v1/departments/{id}", ["department"]),
        ("/api/v1/enrollments/{id}", ["enrollment"]),
        ("/api/v1/enrollments/assignments/{id}", ["assignment"]),
        ("/api/v1/groups/{id}", ["group"]),
        ("/api/v1/phishing/sending-profiles/{id}", ["sendingProfile"]),
        ("/api/v1/phishing/landing-pages/{id}", ["landingPage"]),
        ("/api/v1/mailing/campaigns/{id}", ["sentCampaign", "campaign"]),
        ("/api/v1/mailing/templates/{id}", ["mailTemplate"]),
        ("/api/v1/phishing/reports/{id}", ["reportedMail"]),
        ("/api/v1/phishing/programmes/{id}", ["programme"]),
        ("/api/v1/phishing/simulations/{id}", ["launched", "simulation"]),
        ("/api/v1/phishing/simulations/{id}/pseudonymous-results", ["council"]),
        ("/api/v1/phishing/simulations/{id}/unmaskings", ["council"]),
        ("/api/v1/phishing/simulations/{id}/works-council", ["council"]),
        ("/api/v1/phishing/templates/{id}", ["template"]),
        ("/api/v1/phishing/verdict-rules/{id}", ["verdictRule"]),
        ("/api/v1/platform/billing/events/{id}", ["billingEvent"]),
        ("/api/v1/question-bank/{id}", ["bankQuestion"]),
        ("/api/v1/quizzes/{id}", ["quiz"]),
        ("/api/v1/roles/{id}", ["role"]),
        ("/api/v1/webhook-deliveries/{id}", ["webhookDelivery"]),
        ("/api/v1/webhook-endpoints/{id}", ["webhookEndpoint"]),
        ("/api/v1/users/imports/{id}", ["import"]),
        ("/api/v1/users/invitations/{id}", ["invitations"]),
        ("/api/v1/users/{id}", ["user"]),
    ];

    private static readonly Dictionary<string, string> ByName = new(StringComparer.Ordinal)
    {
        ["actorId"] = "admin",
        ["breakGlassUserIds"] = "admin",
        ["contentId"] = "content",
        ["courseId"] = "course",
        ["customRoleId"] = "role",
        ["departmentId"] = "department",
        ["departmentIds"] = "department",
        ["ruleId"] = "rule",
        ["targetId"] = "user",
        ["endpointId"] = "webhookEndpoint",
        ["groupId"] = "group",
        ["groupIds"] = "group",
        ["landingPageId"] = "landingPage",
        ["hitId"] = "hit",
        ["recipientId"] = "recipient",
        ["lessonId"] = "lesson",
        ["lessonIds"] = "lesson",
        ["logoContentId"] = "content",
        ["lookId"] = "look",
        ["managerIds"] = "user",
        ["moduleId"] = "module",
        ["parentId"] = "department",
        ["prerequisiteIds"] = "course",
        ["pseudonym"] = "pseudonym",
        ["questionId"] = "question",
        ["questionIds"] = "bankQuestion",
        ["quizId"] = "quiz",
        ["regradingId"] = "regrading",
        ["sendingProfileId"] = "sendingProfile",
        ["templateId"] = "mailTemplate",
        ["templateIds"] = "template",
        ["unmaskingId"] = "unmasking",
        ["userId"] = "user",
        ["userIds"] = "user",
    };

    /// <summary>Places in paths that name nothing that belongs to anybody, and what to put there.</summary>
    public static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["code"] = "unknown",
        ["kind"] = "passwordReset",
        ["language"] = "de",
        ["number"] = "1",
    };

    /// <summary>What names something without looking like an id. In the routes of <c>/auth</c> a token is the proof itself.</summary>
    private static readonly (string Operation, Place Place, string Name, string Kind)[] InTexts =
    [
        ("GET /api/v1/phishing/simulations/{id}/timeline", Place.Query, "cursor", "cursor"),
        ("POST /api/v1/auth/logout", Place.Body, "refreshToken", "refreshToken"),
        ("POST /api/v1/mailing/events", Place.Body, "messageId", "campaignMessageId"),
        ("POST /api/v1/phishing/reports", Place.Body, "messageId", "messageId"),
        ("POST /api/v1/phishing/reports", Place.Body, "token", "trackingToken"),
    ];

    public override string ToString() => $"{Operation.Name} {Place} {Name}={Kind}";

    /// <exception cref="InvalidOperationException">Nobody has said what the id names: add it above, and a sample to World.</exception>
    public static IEnumerable<IdPosition> Of(Operation operation)
    {
        foreach (var parameter in operation.InPath.Where(parameter => !Words.ContainsKey(parameter.Name)))
        {
            var known = InPaths.Where(path => operation.Path.StartsWith(path.Path, StringComparison.Ordinal)).MaxBy(path => path.Path.Length);
            var kinds = ByName.TryGetValue(parameter.Name, out var named) ? [named] : known.Kinds;
            foreach (var kind in kinds ?? throw Unknown(operation, parameter.Name))
            {
                yield return new IdPosition(operation, Place.Path, parameter.Name, kind);
            }
        }

        foreach (var parameter in operation.InQuery.Where(parameter => IsId(parameter.Name, parameter.Schema)))
        {
            yield return new IdPosition(operation, Place.Query, parameter.Name, KindOf(operation, parameter.Name));
        }

        foreach (var member in operation.BodySchema is { } schema ? Members(operation, schema, "") : [])
        {
            yield return member;
        }

        foreach (var (_, place, name, kind) in InTexts.Where(text => text.Operation == operation.Name))
        {
            yield return new IdPosition(operation, place, name, kind);
        }
    }

    private static IEnumerable<IdPosition> Members(Operation operation, JsonElement schema, string prefix)
    {
        if (!schema.TryGetProperty("properties", out var properties))
        {
            yield break;
        }

        foreach (var member in properties.EnumerateObject())
        {
            var resolved = Operation.Resolve(operation.Document, member.Value);
            if (IsId(member.Name, resolved))
            {
                yield return new IdPosition(operation, Place.Body, prefix + member.Name, KindOf(operation, member.Name));
            }

            foreach (var inner in Members(operation, resolved, $"{prefix}{member.Name}."))
            {
                yield return inner;
            }
        }
    }

    /// <summary>The parts of a question name something only within it.</summary>
    private static bool IsId(string name, JsonElement schema) =>
        name is not ("choices" or "order") && NamesSomething(name, schema);

    private static bool NamesSomething(string name, JsonElement schema) =>
        name.EndsWith("Id", StringComparison.Ordinal) && name is not ("messageId" or "clientId" or "itemId")
        || name.EndsWith("Ids", StringComparison.Ordinal)
        || schema.ToString().Contains("\"uuid\"", StringComparison.Ordinal) && !schema.TryGetProperty("properties", out _);

    private static string KindOf(Operation operation, string name) => ByName.GetValueOrDefault(name) ?? throw Unknown(operation, name);

    private static InvalidOperationException Unknown(Operation operation, string name) =>
        new($"{operation.Name}: nobody has said what {name} names. Add it to {nameof(IdPosition)}, and a sample to World.");
}
