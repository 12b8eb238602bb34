using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;
using SecurityTraining.TestKit.Http;
using SkiaSharp;

namespace SecurityTraining.WebApi.Tests.Content;

/// <summary>What only shows over a real connection: streaming, ranges, headers, links without signing in.</summary>
public sealed class ContentHttpTests
{
    private const string Content = "/api/v1/content";

    [Fact]
    public async Task A_file_comes_back_whole_and_in_parts_to_whoever_may_have_it()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite);
        var company = await host.RegisterCompany("alpaca");
        var png = SampleFiles.Image(SKEncodedImageFormat.Png, 640, 480);
        var row = await Ready(company.Admin, await Upload(company.Admin, "Köln.png", png));
        var link = new Uri(host.Address, new Uri(row.Json.GetProperty("url").GetString()!).PathAndQuery);
        using var browser = new HttpClient();

        using var whole = await Send(browser, HttpMethod.Get, link);
        (whole.StatusCode, (await whole.Content.ReadAsByteArrayAsync()).SequenceEqual(png)).ShouldBe((HttpStatusCode.OK, true));
        whole.Headers.ETag!.Tag.ShouldBe($"\"{Convert.ToHexStringLower(SHA256.HashData(png))}\"");
        (whole.Headers.CacheControl!.Private, whole.Headers.CacheControl.MaxAge).ShouldBe((true, TimeSpan.FromDays(365)));
        whole.Headers.AcceptRanges.ShouldBe(["bytes"]);
        (Header(whole, "X-Content-Type-Options"), Header(whole, "Content-Security-Policy")!.Split("; ")[^1]).ShouldBe(("nosniff", "sandbox"));
        (whole.Content.Headers.ContentDisposition!.DispositionType, whole.Content.Headers.ContentDisposition.FileNameStar).ShouldBe(("inline", "Köln.png"));

        using var part = await Send(browser, HttpMethod.Get, link, range: new RangeHeaderValue(100, 199));
        (part.StatusCode, (await part.Content.ReadAsByteArrayAsync()).SequenceEqual(png[100..200])).ShouldBe((HttpStatusCode.PartialContent, true));
        part.Content.Headers.ContentRange!.ToString().ShouldBe($"bytes 100-199/{png.Length}");
        using var end = await Send(browser, HttpMethod.Get, link, range: new RangeHeaderValue(null, 10));
        (await end.Content.ReadAsByteArrayAsync()).ShouldBe(png[^10..]);
        using var beyond = await Send(browser, HttpMethod.Get, link, range: new RangeHeaderValue(png.Length, null));
        (beyond.StatusCode, beyond.Content.Headers.ContentRange!.ToString()).ShouldBe((HttpStatusCode.RequestedRangeNotSatisfiable, $"bytes */{png.Length}"));
        using var changed = await Send(browser, HttpMethod.Get, link, new RangeHeaderValue(0, 9), request => request.Headers.IfRange = new("\"other\""));
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var same = await Send(browser, HttpMethod.Get, link, new RangeHeaderValue(0, 9), request => request.Headers.IfRange = new(whole.Headers.ETag!));
        same.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        using var known = await Send(browser, HttpMethod.Get, link, arrange: request => request.Headers.IfNoneMatch.Add(whole.Headers.ETag));
        known.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        using var head = await Send(browser, HttpMethod.Head, link);
        (head.StatusCode, head.Content.Headers.ContentLength, (await head.Content.ReadAsByteArrayAsync()).Length).ShouldBe((HttpStatusCode.OK, png.Length, 0));

        (await company.Admin.Get($"{Content}/{row.Id}/stream", ("Range", "bytes=0-3"))).Status.ShouldBe(HttpStatusCode.PartialContent);
        (await host.Anonymous.Get($"{Content}/{row.Id}/stream")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        using var forged = await Send(browser, HttpMethod.Get, new Uri($"{link.AbsoluteUri[..^1]}{(link.AbsoluteUri[^1] == 'A' ? 'B' : 'A')}"));
        forged.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Office_documents_are_only_saved_and_wrong_files_are_told_why()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite, settings: new Dictionary<string, string?> { ["Content:MaxDocumentBytes"] = "5000" });
        var company = await host.RegisterCompany("alpaca");
        var row = await Ready(company.Admin, await Upload(company.Admin, "a.docx", SampleFiles.Docx));

        (await company.Admin.Get($"{Content}/{row.Id}/stream")).ContentHeaders.ContentDisposition!.DispositionType.ShouldBe("attachment");
        await Refused("page.html", SampleFiles.Pdf(), HttpStatusCode.UnsupportedMediaType, "content_type_refused");
        await Refused("a.pdf", SampleFiles.Docx, HttpStatusCode.UnsupportedMediaType, "content_type_mismatch");
        await Refused("empty.pdf", [], HttpStatusCode.UnprocessableEntity, "content_empty");
        await Refused("a.txt", new byte[5001], HttpStatusCode.RequestEntityTooLarge, "content_too_large");
        await Refused("a\u202Eb.txt", [65], HttpStatusCode.BadRequest, "content_name_invalid");
        using var none = new MultipartFormDataContent { { new StringContent("value"), "field" } };
        (await company.Admin.Send(HttpMethod.Post, Content, none)).Status.ShouldBe(HttpStatusCode.BadRequest);
        using var broken = new ByteArrayContent("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nhalf"u8.ToArray());
        broken.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x");
        (await company.Admin.Send(HttpMethod.Post, Content, broken)).Status.ShouldBe(HttpStatusCode.BadRequest);

        await Eventually.Get(
            () => Task.FromResult(Directory.GetFiles(Path.Combine(host.DataFolder, "files"), "*", SearchOption.AllDirectories).Length), files => files == 1);

        async Task Refused(string name, byte[] bytes, HttpStatusCode status, string code)
        {
            var answer = await Upload(company.Admin, name, bytes);
            (answer.Status, answer.Code).ShouldBe((status, code), name);
        }
    }

    [Fact]
    public async Task A_signed_upload_needs_nothing_but_its_address()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite);
        var company = await host.RegisterCompany("alpaca");
        var pdf = SampleFiles.Pdf();
        var upload = (await company.Admin.Post($"{Content}/uploads", new { fileName = "a.pdf", size = pdf.Length })).Successful();
        var path = new Uri(upload.Json.GetProperty("url").GetString()!).PathAndQuery;
        upload.Json.GetProperty("method").GetString().ShouldBe("PUT");

        (await Put(pdf[1..])).Code.ShouldBe("content_size_mismatch");
        (await Put(pdf)).Status.ShouldBe(HttpStatusCode.NoContent);
        (await host.Anonymous.Get(path.Replace("content-uploads", "content-files", StringComparison.Ordinal))).Status.ShouldBe(HttpStatusCode.Forbidden);
        var completed = await company.Admin.Post($"{Content}/uploads/{upload.Id}/complete");
        (completed.Status, completed.Header("Location")).ShouldBe((HttpStatusCode.Accepted, $"{Content}/{upload.Id}"));
        var row = await Ready(company.Admin, completed);
        row.Json.GetProperty("size").GetInt32().ShouldBe(pdf.Length);
        (await company.Admin.Delete($"{Content}/{row.Id}", ("If-Match", row.Header("ETag")!))).Status.ShouldBe(HttpStatusCode.NoContent);
        (await company.Admin.Get($"{Content}/{row.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);

        async Task<ApiAnswer> Put(byte[] bytes)
        {
            using var content = new ByteArrayContent(bytes) { Headers = { ContentType = new("application/octet-stream") } };
            return await host.Anonymous.Send(HttpMethod.Put, path, content);
        }
    }

    private static async Task<ApiAnswer> Upload(ApiClient client, string name, byte[] bytes)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", name } };
        return await client.Send(HttpMethod.Post, Content, form);
    }

    private static Task<ApiAnswer> Ready(ApiClient client, ApiAnswer uploaded) => Eventually.Get(
        () => client.Get($"{Content}/{uploaded.Successful().Id}"), row => row.Json.GetProperty("status").GetString() == "ready");

    private static Task<HttpResponseMessage> Send(
        HttpClient browser, HttpMethod method, Uri link, RangeHeaderValue? range = null, Action<HttpRequestMessage>? arrange = null)
    {
        var request = new HttpRequestMessage(method, link) { Headers = { Range = range } };
        arrange?.Invoke(request);
        return browser.SendAsync(request);
    }

    private static string? Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? values.Single() : null;
}
