using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common.Storage;
using SecurityTraining.Application.Content;
using SecurityTraining.Application.UseCaseTests.People;
using SecurityTraining.Domain.Content;
using SecurityTraining.Domain.People;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;
using SkiaSharp;

namespace SecurityTraining.Application.UseCaseTests.Content;

/// <summary>With a real S3 server: people outside talk to it directly, by links that the service has signed.</summary>
public sealed class ContentOnS3Tests : IDisposable
{
    private readonly HttpClient _outside = new();

    public void Dispose() => _outside.Dispose();

    [Fact]
    public async Task Bytes_go_in_and_out_by_signed_links_that_bear_no_change()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite, settings: TestS3.Settings);
        var company = await app.AddCompany();
        var png = SampleFiles.Image(SKEncodedImageFormat.Png);

        var upload = (await app.Send(new StartContentUploadCommand("Übung \"1\".png", png.Length), company.Admin)).Value;
        (await Put(upload.Url.Replace("incoming", "elsewhere", StringComparison.Ordinal), png)).ShouldBe(HttpStatusCode.Forbidden);
        (await Put(upload.Url, png)).ShouldBe(HttpStatusCode.OK);
        await app.Send(new CompleteContentUploadCommand(upload.Id), company.Admin);
        await app.WorkOffContent(company);
        var row = await app.LookAtContent(company, upload.Id);

        row.Status.ShouldBe(ContentStatus.Ready);
        row.Url.ShouldStartWith(TestS3.Address);
        using var whole = await _outside.GetAsync(row.Url);
        (await whole.Content.ReadAsByteArrayAsync()).ShouldBe(png);
        whole.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        whole.Content.Headers.ContentDisposition!.FileNameStar.ShouldBe("Übung \"1\".png");
        using var part = await _outside.SendAsync(new HttpRequestMessage(HttpMethod.Get, row.Url) { Headers = { Range = new RangeHeaderValue(10, 19) } });
        (part.StatusCode, (await part.Content.ReadAsByteArrayAsync()).SequenceEqual(png[10..20])).ShouldBe((HttpStatusCode.PartialContent, true));
        (await Get(row.ThumbnailUrl!)).ShouldBe(HttpStatusCode.OK);
        (await Get(row.Url![..^4] + "0000")).ShouldBe(HttpStatusCode.Forbidden);
        (await Get(row.Url.Replace("X-Amz-Expires=", "X-Amz-Expires=1", StringComparison.Ordinal))).ShouldBe(HttpStatusCode.Forbidden);

        // Whoever has the link to upload may use it again, but reaches nothing that is shown.
        await Put(upload.Url, [.. png[..^1], 0]);
        (await app.ReadContent(company, row.Id)).ShouldBe(png);
        await app.Send(new DeleteContentCommand(row.Id), company.Admin);
        await app.WorkOffContent(company);
        (await Get(row.Url)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_link_ends()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite, settings: TestS3.Settings);
        await app.Services.GetRequiredService<IFileStore>().Write("tests/short", new MemoryStream([1]), CancellationToken.None);
        var link = app.Services.GetRequiredService<IDirectFiles>().LinkTo("tests/short", new FileAppearance("text/plain", "inline"), TimeSpan.FromSeconds(3))!;

        (await Get(link.AbsoluteUri)).ShouldBe(HttpStatusCode.OK);
        await Eventually.Get(() => Get(link.AbsoluteUri), status => status == HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Files_through_the_service_and_imports_lie_there_too()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite, settings: TestS3.Settings);
        var company = await app.AddCompany();

        (await app.AddContent(company, "a.docx", SampleFiles.Docx)).Status.ShouldBe(ContentStatus.Ready);
        (await app.UploadContent(company, "a.txt", SampleFiles.Gif)).FirstError.Code.ShouldBe("content_type_mismatch");
        var import = await app.Import(company, Encoding.UTF8.GetBytes("email,firstName,lastName\nnew@example.com,New,Person\n"));
        (import.Status, import.Created).ShouldBe((ImportStatus.Completed, 1));
        Directory.Exists(Path.Combine(app.DataFolder, "files")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("Storage:S3:SecretKey")]
    [InlineData("Storage:S3:Bucket")]
    [InlineData("Storage:S3:ServiceUrl")]
    public async Task Half_a_configuration_does_not_start(string missing)
    {
        var settings = TestS3.Settings;
        settings[missing] = "";

        (await Should.ThrowAsync<InvalidOperationException>(async () => await TestApp.Start(DatabaseProvider.Sqlite, settings: settings)))
            .Message.ShouldContain(missing);
    }

    private async Task<HttpStatusCode> Get(string url)
    {
        using var answer = await _outside.GetAsync(url);
        return answer.StatusCode;
    }

    private async Task<HttpStatusCode> Put(string url, byte[] bytes)
    {
        using var content = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        using var answer = await _outside.PutAsync(url, content);
        return answer.StatusCode;
    }
}
