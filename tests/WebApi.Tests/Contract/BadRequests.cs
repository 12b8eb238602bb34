using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SecurityTraining.TestKit.Http;

namespace SecurityTraining.WebApi.Tests.Contract;

/// <param name="Path">With the query.</param>
public sealed record BadRequest(
    Operation Operation, string What, string Path, Func<HttpContent?> Content, params (string Name, string Value)[] Headers)
{
    /// <summary>Kestrel refuses some requests before anybody else sees them, without a word: U+0000 in the path or in a header.</summary>
    public bool IsForKestrel => Path.Split('?')[0].Contains("%00", StringComparison.Ordinal)
        || Array.Exists(Headers, header => header.Value.Contains('\0', StringComparison.Ordinal));

    public override string ToString() => $"{Operation.Name}: {What}";
}

/// <summary>For every operation the sample, spoilt in every way that clients, fuzzers and attackers come up with.</summary>
public static class BadRequests
{
    private static readonly string[] PathValues =
        ["abc", "0", "-1", "%00", "%ED%A0%80", "%FF", "..%2F..%2Fetc", "00000000-0000-0000-0000-000000000000", "{id}", "'%20OR%201=1--", new('9', 2000)];

    private static readonly string[] QueryValues =
    [
        "", "abc", "-1", "0", "1.5", "1e9", "2147483648", "99999999999999999999", "%00", "a%00b", "%ED%A0%80", "%FF", "%", "null", "true", "[]",
        "2026-13-45", "0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-14:00", "-createdAt,,", "%25%5F'%22%5C", "😀", new('a', 5000),
    ];

    private static readonly string[] MemberValues =
    [
        "null", "0", "-1", "1.5", "1e400", "99999999999999999999", "true", "\"\"", "\" \"", "\"\\u0000\"", "\"a\\u0000b\"", "\"\\ud800\"", "\"\\udc00\\ud800\"",
        "[]", "[null]", "[[]]", "[1]", "[\"abc\"]", "{}", "{\"a\":1}", "{\"a\":null}", "\"2026-02-30T00:00:00Z\"", "\"9999-12-31T23:59:59-14:00\"",
        "\"00000000-0000-0000-0000-000000000000\"", "\"' OR 1=1 --\"", "\"{{{{\"", "\"\\r\\nBcc: x@example.com\"", $"\"{new string('x', 70_000)}\"",
    ];

    private static readonly string[] RawBodies =
    [
        "", " ", "null", "[]", "\"text\"", "1", "true", "{", "}", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "// comment\n{}", "NaN", "{\"unknownMember\":1}", "\uFEFF{}",
        "{\"\\u0000\":1}", $"{new string('[', 2000)}{new string(']', 2000)}", $"{{\"a\":{new string('[', 64)}{new string(']', 64)}}}", new(' ', 3_000_000),
    ];

    private static readonly (string Type, byte[] Body)[] Types =
    [
        ("text/plain", "hello"u8.ToArray()),
        ("application/xml", "<a/>"u8.ToArray()),
        ("application/json; charset=utf-16", Encoding.Unicode.GetBytes("{}")),
        ("application/json; charset=nonsense", "{}"u8.ToArray()),
        ("application/json; charset=", "{}"u8.ToArray()),
        ("application/json", [0xff, 0xfe, 0x00, 0xc3, 0x28]),
        ("application/json", [.. "{\"name\":\""u8, 0xed, 0xa0, 0x80, .. "\"}"u8]),
        ("multipart/form-data", "--x\r\n"u8.ToArray()),
        ("multipart/form-data; boundary=", "--x\r\n"u8.ToArray()),
        ("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nemail"u8.ToArray()),
        ("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: nonsense\r\n\r\na\r\n--x--\r\n"u8.ToArray()),
        ("multipart/form-data; boundary=x", "--x\r\n\r\n\r\n--x--\r\n"u8.ToArray()),
        ("multipart/form-data; boundary=x", "--y\r\n"u8.ToArray()),
        ("multipart/form-data; boundary=" + new string('x', 300), "--x\r\n"u8.ToArray()),
        ("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\0b.csv\"\r\n\r\nemail\r\n--x--\r\n"u8.ToArray()),
        ("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n\0\0\xff\xfe\r\n--x--\r\n"u8.ToArray()),
        ("application/x-www-form-urlencoded", "token=%00&token=%ED%A0%80&a"u8.ToArray()),
        ("nonsense", "{}"u8.ToArray()),
        ("/", "{}"u8.ToArray()),
    ];

    private static readonly (string Name, string Value)[] Headers =
    [
        ("If-Match", "abc"), ("If-Match", "\"abc\""), ("If-Match", "\"99999999999999999999\""), ("If-Match", "\"1\", \"2\""), ("If-None-Match", "abc"),
        ("If-None-Match", "\""), ("Idempotency-Key", ""), ("Idempotency-Key", new string('k', 300)), ("Idempotency-Key", "a b"), ("Authorization", "Bearer"),
        ("Authorization", "Basic eA=="), ("Authorization", "Bearer a.b.c"), ("Accept", "nonsense"), ("Accept", "text/html"), ("Accept-Language", "\0x;q=a"),
        ("X-Request-Id", "a\"b<script>"), ("Content-Encoding", "gzip"), ("Range", "bytes=5-1"), ("traceparent", "nonsense"), ("Cookie", "a=b; ;="),
        ("Expect", "nonsense"), ("X-Http-Method-Override", "DELETE"), ("Host", "evil.example"),
    ];

    /// <param name="valuesOnly">What can get as far as the database, without what is wrong with the wire.</param>
    public static IEnumerable<BadRequest> Of(Operation operation, World world, bool valuesOnly)
    {
        var path = Samples.Path(operation, world);
        var body = Samples.Body(operation, world);
        HttpContent? Sample() => Samples.Content(operation, body);

        foreach (var parameter in operation.InPath)
        {
            foreach (var value in PathValues)
            {
                yield return new(operation, $"{parameter.Name} in the path is {Short(value)}", operation.Path.Replace($"{{{parameter.Name}}}", value, StringComparison.Ordinal), Sample);
            }
        }

        foreach (var parameter in operation.InQuery)
        {
            foreach (var value in QueryValues)
            {
                yield return new(operation, $"{parameter.Name} in the query is {Short(value)}", $"{path}?{parameter.Name}={value}", Sample);
            }

            yield return new(operation, $"{parameter.Name} is given twice", $"{path}?{parameter.Name}=a&{parameter.Name}=b", Sample);
        }

        if (!valuesOnly)
        {
            foreach (var header in Headers.Where(_ => operation.Method != HttpMethod.Delete))
            {
                yield return new(operation, $"{header.Name} is {Short(header.Value)}", path, Sample, header);
            }
        }

        if (operation.BodyType is not null)
        {
            foreach (var request in valuesOnly ? Members(operation, path, body) : [.. Bodies(operation, path), .. Members(operation, path, body)])
            {
                yield return request;
            }
        }
    }

    private static IEnumerable<BadRequest> Bodies(Operation operation, string path)
    {
        yield return new(operation, "has no body", path, () => null);
        foreach (var (type, bytes) in Types)
        {
            yield return new(operation, $"is {type}", path, () => Raw(type, bytes));
        }

        foreach (var text in RawBodies)
        {
            // A client that waits for permission to send learns that it is too much before the connection is closed.
            (string, string)[] headers = text.Length > 1_000_000 ? [("Expect", "100-continue")] : [];
            yield return new(operation, $"is {Short(text)}", path, () => Raw("application/json", Encoding.UTF8.GetBytes(text)), headers);
        }
    }

    private static IEnumerable<BadRequest> Members(Operation operation, string path, JsonNode? body)
    {
        foreach (var member in Members(operation, operation.BodySchema!.Value, []))
        {
            foreach (var value in MemberValues)
            {
                var text = Replace(body, member, value);
                yield return new(operation, $"{string.Join('.', member)} is {Short(value)}", path, () => Raw("application/json", Encoding.UTF8.GetBytes(text)));
            }

            var duplicate = $"{{\"{member[0]}\":null,{Replace(body, member, "null").TrimStart('{')}";
            yield return new(operation, $"{member[0]} is given twice", path, () => Raw("application/json", Encoding.UTF8.GetBytes(duplicate)));
            var missing = body?.DeepClone().AsObject() ?? [];
            missing.Remove(member[0]);
            yield return new(operation, $"{member[0]} is missing", path, () => Raw("application/json", Encoding.UTF8.GetBytes(missing.ToJsonString())));
        }
    }

    /// <summary>The paths of all members of the body, those of members included.</summary>
    private static IEnumerable<string[]> Members(Operation operation, JsonElement schema, string[] prefix)
    {
        if (prefix.Length > 2 || !schema.TryGetProperty("properties", out var properties))
        {
            yield break;
        }

        foreach (var member in properties.EnumerateObject())
        {
            string[] path = [.. prefix, member.Name];
            yield return path;
            foreach (var inner in Members(operation, Operation.Resolve(operation.Document, member.Value), path))
            {
                yield return inner;
            }
        }
    }

    /// <summary>As text, because some of the values are no JSON that a writer would write.</summary>
    private static string Replace(JsonNode? body, string[] member, string value)
    {
        const string Mark = "@here@";
        var root = body?.DeepClone() as JsonObject ?? [];
        var node = root;
        foreach (var step in member[..^1])
        {
            if (node[step] is not JsonObject inner)
            {
                node[step] = inner = [];
            }

            node = inner;
        }

        node[member[^1]] = Mark;
        return root.ToJsonString().Replace($"\"{Mark}\"", value, StringComparison.Ordinal);
    }

    private static ByteArrayContent Raw(string type, byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }

    private static string Short(string text) => text.Length <= 60 ? text : $"{text[..20]}… ({text.Length} characters)";
}
