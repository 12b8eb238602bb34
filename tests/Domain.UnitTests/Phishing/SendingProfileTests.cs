using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Domain.UnitTests.Phishing;

public sealed class SendingProfileTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("X-Campaign", "autumn 2026", true)]
    [InlineData("precedence", "bulk", true)]
    [InlineData("List-Id", "<news.example.com>", true)]
    [InlineData("Bcc", "spy@example.com", false)]
    [InlineData("From", "boss@example.com", false)]
    [InlineData("Reply-To", "boss@example.com", false)]
    [InlineData("DKIM-Signature", "v=1", false)]
    [InlineData("X-A: b\r\nBcc", "spy@example.com", false)]
    [InlineData("X-", "a", false)]
    [InlineData("X-Ünicode", "a", false)]
    [InlineData("X-A", "b\r\nBcc: spy@example.com", false)]
    [InlineData("X-A", "b\nc", false)]
    [InlineData("X-A", "b\0", false)]
    [InlineData("X-A", "grün", false)]
    [InlineData("X-A", " ", false)]
    [InlineData("X-A", "", false)]
    public void Extra_headers_can_neither_redirect_a_mail_nor_begin_another_line(string name, string value, bool isAllowed) =>
        (ExtraHeader.IsAllowedName(name) && ExtraHeader.IsAllowedValue(value)).ShouldBe(isAllowed);

    [Theory]
    [InlineData("v=DKIM1; k=rsa; p=AbC+/=", true)]
    [InlineData("v=DKIM1;p=Ab C+ /=;", true)]
    [InlineData("v=DKIM1; k=rsa; p=", false)]
    [InlineData("v=DKIM1; k=rsa; p=other", false)]
    [InlineData("AbC+/=", false)]
    public void A_key_is_published_where_the_record_holds_it(string record, bool isPublished) =>
        new DkimKey("st1", DkimAlgorithm.Rsa, "AbC+/=", [1], Now).IsPublishedIn(record).ShouldBe(isPublished);

    [Fact]
    public void Health_counts_a_day_and_hides_whom_the_server_named()
    {
        var health = SendingHealth.Of(Profile());
        health.State.ShouldBe(SendingState.Unknown);

        health.NoteSuccess(Now.AddHours(-30));
        health.NoteSuccess(Now.AddHours(-2));
        health.NoteFailure("550 5.1.1 <pat@example.com>: no such\r\nmailbox", isServers: false, Now);

        (health.SentSince(Now.AddDays(-1)), health.FailedSince(Now.AddDays(-1)), health.State).ShouldBe((1, 1, SendingState.Ok));
        health.LastFailure.ShouldBe("550 5.1.1 <(address)>: no such mailbox");
        health.NoteFailure("away", isServers: true, Now);
        health.State.ShouldBe(SendingState.Failing);
        health.NoteSuccess(Now);
        health.State.ShouldBe(SendingState.Ok);
    }

    [Fact]
    public void Each_hour_of_the_clock_has_its_tries_for_each_domain()
    {
        var health = SendingHealth.Of(Profile());

        health.Take("a.example", 2, Now).ShouldBeNull();
        health.Take("a.example", 2, Now).ShouldBeNull();
        health.Take("b.example", 2, Now).ShouldBeNull();
        health.Take("a.example", 2, Now).ShouldBe(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero));
        health.Take("a.example", 2, Now.AddMinutes(30)).ShouldBeNull();
    }

    private static SendingProfile Profile() => SendingProfile.Create(
        Guid.CreateVersion7(Now),
        "example.com",
        new SendingProfileSettings("Own", new MailServer("mail.example.com", 587, TransportSecurity.StartTls), new SendingLimits(0, 0, 4), []),
        login: null,
        Now);
}
