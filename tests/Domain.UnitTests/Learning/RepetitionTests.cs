using System.Globalization;
using SecurityTraining.Domain.Learning.Certificates;
using SecurityTraining.Domain.Learning.Enrollments;

namespace SecurityTraining.Domain.UnitTests.Learning;

public sealed class RepetitionTests
{
    [Theory]
    [InlineData("2026-11-23T09:00:00Z", 12, "Europe/Berlin", "2027-11-22T23:00:00Z")]
    [InlineData("2026-11-23T11:30:00Z", 12, "Pacific/Auckland", "2027-11-23T11:00:00Z")]
    [InlineData("2026-08-31T09:00:00Z", 6, "Europe/Berlin", "2027-02-27T23:00:00Z")]
    [InlineData("2026-01-15T09:00:00Z", 6, "Europe/Berlin", "2026-07-14T22:00:00Z")]
    [InlineData("2026-09-06T15:00:00Z", 12, "America/Santiago", "2027-09-06T03:00:00Z")]
    public void People_are_asked_again_when_the_day_begins_where_they_are(string completed, int months, string zone, string again) =>
        new Repetition(months).Next(Moment(completed), zone).ShouldBe(Moment(again));

    [Fact]
    public void Certificates_are_valid_to_the_end_of_their_last_day()
    {
        var completion = new CourseCompleted(
            Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), "en", 92, Moment("2026-11-23T09:00:00Z"));
        var certificate = Certificate.Of(completion, "Phishing", new CertificateText("Ada", "Nordwind", "en", "Europe/Berlin"), months: 12);

        certificate.StatusAt(Moment("2027-11-23T22:59:00Z")).ShouldBe(CertificateStatus.Valid);
        certificate.StatusAt(Moment("2027-11-23T23:00:00Z")).ShouldBe(CertificateStatus.Expired);
        certificate.NextReminderAt.ShouldBe(certificate.ExpiresAt!.Value.AddDays(-30));
        certificate.Remind(certificate.NextReminderAt!.Value.AddDays(25)).ShouldBeTrue();
        certificate.NextReminderAt.ShouldBeNull();
        certificate.Revoke("Mistake", Moment("2027-01-01T00:00:00Z"));
        certificate.Remind(Moment("2027-11-20T00:00:00Z")).ShouldBeFalse();
    }

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
