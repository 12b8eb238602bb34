using System.Text.RegularExpressions;
using SecurityTraining.TestKit.Http;
using SecurityTraining.WebApi.Tests.Contract;

namespace SecurityTraining.WebApi.Tests.Isolation;

/// <summary>
/// Two companies, and everything that the people of one can send with the ids of the other. Reports what it finds, so that it can be tried
/// on a service whose walls have been torn down.
/// </summary>
internal sealed partial class IsolationProbe(World mine, World others, IReadOnlyList<Operation> operations)
{
    private const string Nobody = "nobody";

    private readonly List<string> _findings = [];
    private readonly Dictionary<string, ApiClient> _sessions = new(StringComparer.Ordinal);

    private IEnumerable<string> Roles => mine.People.Keys.Select(role => $"{role}").Append(Nobody);

    /// <summary>Changing operations come late, deleting ones last, so that what they end is still there for the others.</summary>
    private IEnumerable<Operation> InOrder => operations
        .OrderBy(operation => operation.Method.Method switch
        {
            _ when operation.Path.EndsWith("/erase", StringComparison.Ordinal) => 4,
            _ when operation.Path.EndsWith("/archive", StringComparison.Ordinal) => 2,
            "GET" => 0,
            "DELETE" => 3,
            _ => 1,
        })
        .ThenByDescending(operation => operation.Method == HttpMethod.Delete ? operation.Path.Length : 0);

    /// <summary>How many requests were sent with something of the other company's.</summary>
    public int Tried { get; private set; }

    public async Task<IReadOnlyList<string>> Run()
    {
        var before = await Snapshot.Of(others);
        foreach (var operation in InOrder.Where(operation => operation.IsApi))
        {
            foreach (var position in IdPosition.Of(operation).ToList())
            {
                await Try(position);
            }

            if (operation.Method == HttpMethod.Get)
            {
                var (path, content) = (Samples.Path(operation, mine), Samples.Content(operation, Samples.Body(operation, mine)));
                Inspect(operation.Name, await mine.Company.Admin.Send(operation.Method, path, content), allowed: "");
            }
        }

        _findings.AddRange(Snapshot.Differences(before, await Snapshot.Of(others)));
        return _findings;
    }

    private async Task Try(IdPosition position)
    {
        var foreign = others.Ids[position.Kind];
        foreach (var role in Roles)
        {
            var unknown = Samples.Unknown(position.Kind, foreign);
            var answer = await Send(position, await Client(role, position), foreign);
            var reference = await Send(position, await Client(role, position), unknown);
            Inspect($"{position} as {role}", answer, foreign);
            if (Essence(answer, foreign) != Essence(reference, unknown))
            {
                _findings.Add($"{position} as {role}: {Essence(answer, foreign)}\n  but for an unknown one {Essence(reference, unknown)}");
            }
        }

        // Where one's own thing is answered no differently from one that does not exist, the comparison above would prove nothing.
        if (!IsWithoutPower(position))
        {
            var unknown = Samples.Unknown(position.Kind, foreign);
            var own = await Send(position, mine.Company.Admin, mine.Ids[position.Kind]);
            var reference = await Send(position, mine.Company.Admin, unknown);
            if (Essence(own, mine.Ids[position.Kind]) == Essence(reference, unknown))
            {
                _findings.Add($"{position}: no power, own and unknown are answered alike: {Essence(own, mine.Ids[position.Kind])}");
            }
        }
    }

    /// <summary>
    /// What only the platform's administrator may do is closed to all of them, whatever it names; what is named by two ids is gone after the
    /// first of them has been tried; a draft has no recipients, a rule that is off has done nothing, and its sample's trigger names nothing.
    /// </summary>
    private static bool IsWithoutPower(IdPosition position) =>
        position.Operation.Name is "POST /api/v1/auth/logout" or "DELETE /api/v1/quizzes/{id}/questions/{questionId}" or "GET /api/v1/automation/actions"
        || position.Operation.Path.StartsWith("/api/v1/companies", StringComparison.Ordinal)
        || position.Operation.Path.StartsWith("/api/v1/platform", StringComparison.Ordinal)
        || (position.Kind == "simulation" && position.Operation.Path.Contains("/{recipientId}/", StringComparison.Ordinal))
        || (position.Operation.Path.StartsWith("/api/v1/automation/rules", StringComparison.Ordinal) && position.Name.StartsWith("trigger.", StringComparison.Ordinal));

    private async Task<ApiAnswer> Send(IdPosition position, ApiClient client, string value)
    {
        Tried++;
        var (path, content) = Samples.With(position, mine, value);
        return await client.Send(position.Operation.Method, path, content);
    }

    /// <summary>One session for each role, but another for each request that could end it.</summary>
    private async Task<ApiClient> Client(string role, IdPosition position)
    {
        if (role == Nobody)
        {
            return mine.Host.Anonymous;
        }

        var mayEndIt = position.Operation.Path.StartsWith("/api/v1/auth", StringComparison.Ordinal);
        if (mayEndIt || !_sessions.TryGetValue(role, out var client))
        {
            var person = mine.People.Single(person => $"{person.Key}" == role).Value;
            (client, _) = await mine.Host.SignInWithoutPassword(mine.Company.Id, person);
            _sessions[role] = client;
        }

        return client;
    }

    private void Inspect(string request, ApiAnswer answer, string allowed)
    {
        var body = allowed.Length == 0 ? answer.Body : answer.Body.Replace(allowed, "", StringComparison.OrdinalIgnoreCase);
        if (body.Contains(others.Mark, StringComparison.OrdinalIgnoreCase))
        {
            _findings.Add($"{request}: shows a text of the other company");
        }

        foreach (var (kind, id) in others.Ids.Append(new("company", others.Company.Id.ToString())))
        {
            if (body.Contains(id, StringComparison.OrdinalIgnoreCase))
            {
                _findings.Add($"{request}: shows the {kind} of the other company");
            }
        }

        // This host has no payment provider, and says so.
        if ((int)answer.Status >= 500 && !body.Contains("billing_not_configured", StringComparison.Ordinal))
        {
            _findings.Add($"{request}: {(int)answer.Status}");
        }
    }

    /// <summary>What a caller can learn from an answer: all of it but what they sent themselves and what differs each time.</summary>
    private static string Essence(ApiAnswer answer, string value)
    {
        var body = Passing().Replace(answer.Body, "").Replace(value, "…", StringComparison.OrdinalIgnoreCase);
        var headers = answer.Headers.Concat(answer.ContentHeaders)
            .Select(header => header.Key).Where(name => name is not ("Date" or "Transfer-Encoding" or "Content-Length")).Order(StringComparer.Ordinal);
        return $"{(int)answer.Status} {body} [{string.Join(' ', headers)}]";
    }

    [GeneratedRegex(@"""(traceId|instance)"":""[^""]*""", RegexOptions.ExplicitCapture)]
    private static partial Regex Passing();
}
