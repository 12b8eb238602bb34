using SecurityTraining.Domain.Content;

namespace SecurityTraining.Domain.UnitTests.Content;

public sealed class ContentRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(" report.pdf ", "report.pdf")]
    [InlineData("Ko\u0308ln.pdf", "K\u00F6ln.pdf")]
    [InlineData("Tom & Jerry's (final) 100%.pdf", "Tom & Jerry's (final) 100%.pdf")]
    [InlineData("🎓.pdf", "🎓.pdf")]
    public void A_name_reads_the_same_to_everybody(string name, string normalized) => ContentName.Normalize(name).Value.ShouldBe(normalized);

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b.pdf")]
    [InlineData("a\\b.pdf")]
    [InlineData("c:a.pdf")]
    [InlineData("a\tb.pdf")]
    [InlineData("a\u0085b.pdf")]
    [InlineData("a\u2066b.pdf")]
    [InlineData("a\u200Bb.pdf")]
    [InlineData("a\u2028b.pdf")]
    public void A_name_that_is_more_than_a_name_is_refused(string name) => ContentName.Normalize(name).FirstError.ShouldBe(ContentErrors.NameInvalid);

    [Fact]
    public void Room_is_taken_to_the_last_byte_and_no_further()
    {
        var storage = ContentStorage.Of(Guid.CreateVersion7(Now));
        var policy = new ContentPolicy { MaxVideoBytes = ContentPolicy.QuotaBytes };

        Start(ContentPolicy.QuotaBytes - 1).IsError.ShouldBeFalse();
        Start(2).FirstError.Code.ShouldBe("content_quota_exceeded");
        Start(1).IsError.ShouldBeFalse();
        Start(1).FirstError.Code.ShouldBe("content_quota_exceeded");
        Start(0).FirstError.ShouldBe(ContentErrors.Empty);
        Start(ContentPolicy.QuotaBytes + 1).FirstError.Code.ShouldBe("content_too_large");

        ErrorOr.ErrorOr<ContentUpload> Start(long size) => ContentUpload.Start(storage, policy, Guid.CreateVersion7(Now), "a.mp4", size, sha256: null, Now);
    }

    [Theory]
    [InlineData("a/b.html", true)]
    [InlineData("a/.hidden", true)]
    [InlineData("a/../b.html", false)]
    [InlineData("/a.html", false)]
    [InlineData("a//b.html", false)]
    [InlineData("a/b.html ", false)]
    [InlineData("a\\b.html", false)]
    public void A_path_stays_in_its_package(string path, bool isPath) => (ScormPackage.PathOf(path) is not null).ShouldBe(isPath);
}
