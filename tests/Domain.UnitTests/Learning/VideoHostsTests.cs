using SecurityTraining.Domain.Learning.Courses;

namespace SecurityTraining.Domain.UnitTests.Learning;

public sealed class VideoHostsTests
{
    private const string YouTube = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ";
    private const string Vimeo = "https://player.vimeo.com/video/76979871?dnt=1";

    [Theory]
    [InlineData("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=43s&list=PL123", YouTube)]
    [InlineData(" https://youtu.be/dQw4w9WgXcQ?si=abc ", YouTube)]
    [InlineData("https://m.youtube.com/watch?v=dQw4w9WgXcQ", YouTube)]
    [InlineData("HTTPS://YouTube.com/shorts/dQw4w9WgXcQ#x", YouTube)]
    [InlineData(YouTube, YouTube)]
    [InlineData("https://vimeo.com/76979871", Vimeo)]
    [InlineData(Vimeo, Vimeo)]
    public void Of_an_allowed_host_only_the_id_is_kept(string address, string player) => VideoHosts.PlayerOf(address).ShouldBe(player);

    [Theory]
    [InlineData("http://www.youtube.com/watch?v=dQw4w9WgXcQ")]
    [InlineData("https://www.youtube.com:8443/watch?v=dQw4w9WgXcQ")]
    [InlineData("https://user@www.youtube.com/watch?v=dQw4w9WgXcQ")]
    [InlineData("https://www.youtube.com.evil.example/watch?v=dQw4w9WgXcQ")]
    [InlineData("https://evil.example/?https://www.youtube.com/watch?v=dQw4w9WgXcQ")]
    [InlineData("https://www.youtube.com/watch?list=PL123&v=dQw4w9WgXcQ")]
    [InlineData("https://www.youtube.com/watch?v=dQw4w9WgXcQ\"onload=")]
    [InlineData("https://www.youtube.com/watch?v=../../../../x")]
    [InlineData("https://www.youtube.com/redirect?q=https://evil.example")]
    [InlineData("https://www.youtube.com/@somebody")]
    [InlineData("https://youtu.be/dQw4w9WgXc")]
    [InlineData("https://vimeo.com/channels/staffpicks")]
    [InlineData("https://vimeo.com/76979871/settings")]
    [InlineData("javascript:alert(1)")]
    [InlineData("//www.youtube.com/embed/dQw4w9WgXcQ")]
    [InlineData("")]
    [InlineData(null)]
    public void Anything_else_is_refused(string? address) => VideoHosts.PlayerOf(address).ShouldBeNull();
}
