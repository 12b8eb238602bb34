using System.Security.Cryptography;
using System.Text;
using ErrorOr;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Content;
using SecurityTraining.Domain.Content;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;
using SkiaSharp;

namespace SecurityTraining.Application.UseCaseTests.Content;

public sealed class ContentTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Equal_files_share_their_bytes_until_the_last_of_them_is_gone(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany();
        var pdf = SampleFiles.Pdf();

        var first = await app.AddContent(company, "Safe passwords.pdf", pdf);
        var second = await app.AddContent(company, "copy.PDF", pdf);

        (first.Status, first.Kind, first.MediaType, first.Size).ShouldBe((ContentStatus.Ready, ContentKind.Document, "application/pdf", pdf.Length));
        second.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(pdf)));
        (await app.UsedBytes(company)).ShouldBe(pdf.Length);
        (await app.Leftovers(company)).ShouldBe((1, 0, 1));
        (await app.Send(new ListContentQuery(Search: "PASSWORDS", Kind: ContentKind.Document), company.Admin)).Value.Items.Single().Id.ShouldBe(first.Id);

        (await app.Send(new DeleteContentCommand(first.Id), company.Admin)).IsError.ShouldBeFalse();
        await app.WorkOffContent(company);
        (await app.ReadContent(company, second.Id)).ShouldBe(pdf);
        (await app.Send(new OpenContentQuery(first.Id), company.Admin)).FirstError.ShouldBe(ContentErrors.NotFound);

        await app.Send(new DeleteContentCommand(second.Id), company.Admin);
        await app.WorkOffContent(company);
        (await app.Leftovers(company)).ShouldBe((0, 0, 0));
        (await app.UsedBytes(company)).ShouldBe(0);
    }

    private static readonly (string Name, byte[] Content, string Code)[] BadFiles =
    [
        ("empty.pdf", [], "content_empty"),
        ("page.html", "<html></html>"u8.ToArray(), "content_type_refused"),
        ("drawing.svg", "<svg/>"u8.ToArray(), "content_type_refused"),
        ("program.exe", "MZ"u8.ToArray(), "content_type_refused"),
        ("no-ending", SampleFiles.Pdf(), "content_type_refused"),
        ("page.txt", "  <!DOCTYPE html><script>alert(1)</script>"u8.ToArray(), "content_type_mismatch"),
        ("drawing.md", "\uFEFF<svg onload=alert(1)>"u8.ToArray(), "content_type_mismatch"),
        ("program.txt", [.. "MZ"u8, 0, 1, 2], "content_type_mismatch"),
        ("latin1.txt", [0x66, 0xFC, 0x72], "content_type_mismatch"),
        ("document.png", SampleFiles.Pdf(), "content_type_mismatch"),
        ("picture.pdf", SampleFiles.Gif, "content_type_mismatch"),
        ("cut.pdf", "%PDF-1.7\nno end"u8.ToArray(), "content_broken"),
        ("archive.pdf", [.. SampleFiles.Pdf(), .. SampleFiles.Zip(("a.txt", [1]))], "content_ambiguous"),
        ("archive.gif", [.. SampleFiles.Gif, .. SampleFiles.Zip(("a.jar", [1])), (byte)';'], "content_ambiguous"),
        ("document.gif", [.. SampleFiles.Gif, .. SampleFiles.Pdf(), (byte)';'], "content_ambiguous"),
        ("script.gif", [.. "GIF89a/*"u8, .. "*/=1;<script>alert(1)</script>;"u8], "content_ambiguous"),
        ("archive.zip", SampleFiles.Zip(("readme.txt", [1])), "content_type_mismatch"),
        ("book.docx", SampleFiles.Zip(("[Content_Types].xml", [1]), ("xl/workbook.xml", [1])), "content_type_mismatch"),
        ("macros.docx", SampleFiles.Zip(("word/document.xml", [1]), ("word/vbaProject.bin", [1])), "content_has_macros"),
        ("bomb.docx", SampleFiles.Zip(("word/document.xml", new byte[64 * 1024 * 1024])), "content_unpacks_too_large"),
        ("endless.docx", SampleFiles.Claiming(SampleFiles.Zip(("a", [1]), ("b", [1]), ("c", [1])), "", 1L << 62), "content_unpacks_too_large"),
        ("cut.docx", SampleFiles.Docx[..^10], "content_broken"),
        ("../../etc/passwd.pdf", SampleFiles.Pdf(), "content_name_invalid"),
        ("C:\\secret.pdf", SampleFiles.Pdf(), "content_name_invalid"),
        ("line\r\nbreak.pdf", SampleFiles.Pdf(), "content_name_invalid"),
        ("invoice\u202Efdp.pdf", SampleFiles.Pdf(), "content_name_invalid"),
        ("half\ud800.pdf", SampleFiles.Pdf(), "content_name_invalid"),
        (new string('n', 5000) + ".pdf", SampleFiles.Pdf(), "content_name_invalid"),
    ];

    [Fact]
    public async Task A_wrong_file_is_refused_by_name_and_leaves_nothing_behind()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var company = await app.AddCompany();

        foreach (var (name, content, code) in BadFiles)
        {
            var refused = await app.UploadContent(company, name, content);

            refused.IsError.ShouldBeTrue(name);
            refused.FirstError.Code.ShouldBe(code, name);
        }

        await app.WorkOffContent(company);
        (await app.Leftovers(company)).ShouldBe((0, 0, 0));
        (await app.UsedBytes(company)).ShouldBe(0);
        (await app.Send(new ListContentQuery(), company.Admin)).Value.TotalItems.ShouldBe(0);
    }

    [Fact]
    public async Task What_is_what_it_says_is_taken()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var company = await app.AddCompany();
        (string Name, byte[] Content)[] files =
        [
            ("a.pdf", SampleFiles.Pdf()), ("a.docx", SampleFiles.Docx), ("a.mp4", SampleFiles.Mp4), ("a.webm", SampleFiles.WebM), ("a.gif", SampleFiles.Gif),
            ("a.png", SampleFiles.Image(SKEncodedImageFormat.Png)), ("a.jpg", SampleFiles.Image(SKEncodedImageFormat.Jpeg)),
            ("a.webp", SampleFiles.Image(SKEncodedImageFormat.Webp)), ("Grüße 🎓.txt", Encoding.UTF8.GetBytes("Grüße")), ("a.md", "# Title\n<b>bold</b>"u8.ToArray()),
        ];
        foreach (var (name, content) in files)
        {
            var row = await app.AddContent(company, name, content);

            (row.Name, row.Status, row.Rejection).ShouldBe((name, ContentStatus.Ready, null));
            (row.ThumbnailUrl is not null).ShouldBe(row.Kind == ContentKind.Image, name);
        }
    }

    [Fact]
    public async Task A_thumbnail_is_small_and_an_image_that_would_exhaust_the_machine_is_not_unpacked()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var company = await app.AddCompany();
        var row = await app.AddContent(company, "a.png", SampleFiles.Image(SKEncodedImageFormat.Png, 2000, 500));

        var opened = await app.Send(new OpenSignedContentQuery(row.ThumbnailUrl!.Split('/')[^1]));
        await using (var content = opened.Value.Content)
        {
            var bytes = new byte[content.Length];
            await content.ReadExactlyAsync(bytes);
            using var thumbnail = SKBitmap.Decode(bytes);
            (thumbnail.Width, thumbnail.Height, opened.Value.MediaType).ShouldBe((320, 80, "image/jpeg"));
        }

        var bomb = await app.AddContent(company, "bomb.png", SampleFiles.PngBomb);
        (bomb.Status, bomb.Rejection, bomb.Url).ShouldBe((ContentStatus.Rejected, "content_unpacks_too_large", null));
        (await app.Leftovers(company)).ShouldBe((2, 0, 1));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_quota_holds_to_the_byte_however_many_come_at_once(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany();
        var size = SampleFiles.Pdf("00").Length;
        await app.LeaveRoom(company, 7 * size);

        var answers = await Task.WhenAll(Enumerable.Range(10, 20).Select(number => number % 2 == 0
            ? app.UploadContent(company, "a.pdf", SampleFiles.Pdf($"{number}"))
            : app.Send(new StartContentUploadCommand("a.pdf", size), company.Admin).Then(upload => upload.Id)));

        answers.Count(answer => !answer.IsError).ShouldBe(7);
        answers.Where(answer => answer.IsError).Select(answer => answer.FirstError.Code).Distinct().ShouldBe(["content_quota_exceeded"]);
        (await app.UsedBytes(company)).ShouldBe(ContentPolicy.QuotaBytes);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_signed_upload_is_what_was_announced_or_nothing(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany();
        var pdf = SampleFiles.Pdf();

        var good = await Start(Convert.ToHexString(SHA256.HashData(pdf)));
        (await app.Send(new CompleteContentUploadCommand(good.Id), company.Admin)).FirstError.ShouldBe(ContentErrors.NotUploaded);
        (await Put(good, SampleFiles.Pdf("Hello you"))).ShouldBe("content_size_mismatch");
        (await Put(good, pdf[..^1])).ShouldBe("content_size_mismatch");
        (await Put(good, pdf)).ShouldBeNull();
        (await app.Send(new CompleteContentUploadCommand(good.Id), company.Admin)).Value.ShouldBe(good.Id);
        (await app.Send(new CompleteContentUploadCommand(good.Id), company.Admin)).Value.ShouldBe(good.Id);
        (await app.Send(new OpenContentQuery(good.Id), company.Admin)).FirstError.ShouldBe(ContentErrors.NotReady);
        (await Put(good, pdf)).ShouldBe("content_upload_not_found");
        await app.WorkOffContent(company);
        (await app.ReadContent(company, good.Id)).ShouldBe(pdf);

        var other = await Start(new string('0', ContentFile.Sha256Length));
        (await Put(other, pdf)).ShouldBeNull();
        await app.Send(new CompleteContentUploadCommand(other.Id), company.Admin);
        await app.WorkOffContent(company);
        (await app.LookAtContent(company, other.Id)).Rejection.ShouldBe("content_hash_mismatch");

        var late = await Start(null);
        (await Put(late, pdf)).ShouldBeNull();
        (await app.UsedBytes(company)).ShouldBe(2 * pdf.Length);
        app.Clock.Advance(ContentUpload.Lifetime);
        (await Put(late, pdf)).ShouldBe("content_link_invalid");
        (await app.Send(new CompleteContentUploadCommand(late.Id), company.Admin)).FirstError.ShouldBe(ContentErrors.UploadNotFound);
        app.Clock.Advance(ContentUpload.Lifetime);
        await app.WorkOffContent(company);
        (await app.UsedBytes(company)).ShouldBe(pdf.Length);
        (await app.Leftovers(company)).ShouldBe((1, 0, 1));

        async Task<SignedUpload> Start(string? sha256) =>
            (await app.Send(new StartContentUploadCommand("a.pdf", pdf.Length, sha256), company.Admin)).Value;

        async Task<string?> Put(SignedUpload upload, byte[] content)
        {
            using var stream = new MemoryStream(content);
            var answer = await app.Send(new ReceiveSignedUploadCommand(upload.Url.Split('/')[^1], stream));
            return answer.IsError ? answer.FirstError.Code : null;
        }
    }

    [Fact]
    public async Task Nothing_is_shown_that_the_virus_scanner_has_not_let_pass()
    {
        await using var clamd = new ClamdServer();
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite, settings: clamd.Settings);
        var company = await app.AddCompany();
        var clean = SampleFiles.Image(SKEncodedImageFormat.Png);

        (await app.AddContent(company, "clean.png", clean)).Status.ShouldBe(ContentStatus.Ready);
        var infected = await app.AddContent(company, "infected.txt", Encoding.ASCII.GetBytes(SampleFiles.Eicar));
        (infected.Status, infected.Rejection).ShouldBe((ContentStatus.Rejected, "content_infected"));
        clamd.Scanned.ShouldBe([clean.Length, SampleFiles.Eicar.Length]);

        clamd.Complaint = "INSTREAM size limit exceeded. ERROR";
        var unknown = (await app.UploadContent(company, "a.txt", "text"u8.ToArray())).Value;
        await Should.ThrowAsync<VirusScanException>(() => app.WorkOffContent(company));
        (await app.LookAtContent(company, unknown)).Status.ShouldBe(ContentStatus.Processing);
        await app.WorkOffContent(company, attempt: 8);
        (await app.LookAtContent(company, unknown)).Rejection.ShouldBe("content_not_scanned");
        (await app.Leftovers(company)).ShouldBe((2, 0, 1));
    }

    [Fact]
    public async Task A_link_works_for_its_use_for_five_minutes()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var company = await app.AddCompany();
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        var row = await app.AddContent(company, "a.pdf", SampleFiles.Pdf());
        var token = row.Url!.Split('/')[^1];
        var tokens = app.Services.GetRequiredService<IContentTokens>();

        row.UrlExpiresAt!.Value.ShouldBeInRange(app.Clock.GetUtcNow() + TimeSpan.FromMinutes(4), app.Clock.GetUtcNow() + TimeSpan.FromMinutes(5));
        tokens.Read(ContentUse.Upload, token).ShouldBeNull();
        tokens.Read(ContentUse.Thumbnail, token).ShouldBeNull();
        for (var place = 0; place < token.Length; place++)
        {
            var forged = $"{token[..place]}{(token[place] == 'A' ? 'B' : 'A')}{token[(place + 1)..]}";
            tokens.Read(ContentUse.File, forged).ShouldBeNull();
        }

        (await app.Send(new OpenSignedContentQuery(token))).IsError.ShouldBeFalse();
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        (await app.Send(new OpenSignedContentQuery(token))).FirstError.ShouldBe(ContentErrors.LinkInvalid);
    }
}
