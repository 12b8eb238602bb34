using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Settings;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Learning.Enrollments;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Learning.Certificates;
using SecurityTraining.Domain.Mailing;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Learning.Certificates;

/// <summary>
/// Reminds the next people of certificates that expire, unless they have one of the same course that is valid for longer. What has been sent is
/// part of the same transaction, so that nobody is reminded twice.
/// </summary>
/// <returns>Whether there is nobody left.</returns>
[RetryOnConflict]
[PlatformScope]
public sealed record RemindOfExpiryCommand : ICommand<bool>
{
    public const int MaxCertificates = 200;
}

internal sealed class RemindOfExpiryHandler(
    IRepository<Certificate> certificates, IRepository<Company> companies, IMailOutbox outbox, LearnerPage page, ITenant tenant, TimeProvider clock)
    : ICommandHandler<RemindOfExpiryCommand, bool>
{
    public async Task<ErrorOr<bool>> Handle(RemindOfExpiryCommand request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (await companies.GetByIdAsync(tenant.CompanyId!.Value, cancellationToken) is not { } company
            || !company.MaySend(now))
        {
            return true;
        }

        var portion = await certificates.ListAsync(new DueSpec(now), cancellationToken);
        var people = portion.ConvertAll(certificate => certificate.UserId);
        var courses = portion.ConvertAll(certificate => certificate.CourseId);
        var later = portion.Count == 0 ? [] : await certificates.ListAsync(new ValidSpec(people, courses, now), cancellationToken);
        foreach (var certificate in portion)
        {
            if (certificate.Remind(now) && certificate.Person is { Status: UserStatus.Active } person && !later.Exists(other => other.Outlasts(certificate)))
            {
                outbox.Send(
                    person,
                    new CertificateExpiryMail(certificate.CourseTitle, certificate.ExpiresAt!.Value.DayIn(certificate.TimeZone), page.Url),
                    company.Language);
            }
        }

        return portion.Count < RemindOfExpiryCommand.MaxCertificates;
    }

    private sealed class DueSpec : Specification<Certificate>
    {
        public DueSpec(DateTimeOffset now) => Query
            .Where(certificate => certificate.NextReminderAt <= now)
            .Include(certificate => certificate.Person)
            .OrderBy(certificate => certificate.NextReminderAt)
            .OrderBy(certificate => certificate.Id)
            .Take(RemindOfExpiryCommand.MaxCertificates)
            .IncludeDeleted();
    }

    private sealed class ValidSpec : Specification<Certificate, Expiry>
    {
        public ValidSpec(IReadOnlyList<Guid> userIds, IReadOnlyList<Guid> courseIds, DateTimeOffset now)
        {
            Query.Where(certificate => userIds.Contains(certificate.UserId) && courseIds.Contains(certificate.CourseId))
                .WithStatus(CertificateStatus.Valid, now);
            Selector = certificate => new Expiry(certificate.UserId, certificate.CourseId, certificate.ExpiresAt);
        }
    }

    private sealed record Expiry(Guid UserId, Guid CourseId, DateTimeOffset? At)
    {
        public bool Outlasts(Certificate certificate) =>
            UserId == certificate.UserId && CourseId == certificate.CourseId && (At is null || At > certificate.ExpiresAt);
    }
}

/// <summary>Tells somebody that a certificate of theirs will not be valid much longer.</summary>
/// <param name="ExpiresOn">The last day on which it is valid, in the person's own time zone.</param>
/// <param name="Page">Where people learn; null: nobody has said where that is.</param>
internal sealed record CertificateExpiryMail(string CourseTitle, DateOnly ExpiresOn, Uri? Page) : TransactionalMail
{
    public override SystemMailKind Kind => SystemMailKind.CertificateExpiry;

    public override IReadOnlyDictionary<string, string> Values(string language) => MailWords.WithPage(Page, new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["courseTitle"] = MailWords.Harmless(CourseTitle),
        ["expiresOn"] = MailWords.Date(ExpiresOn, language),
    });

    public override MailText Template(string language) => language switch
    {
        "de" => new MailText(
            "Ihr Zertifikat läuft ab: {{courseTitle}}",
            ["Ihr Zertifikat für den Kurs „{{courseTitle}}“ ist noch bis zum {{expiresOn}} gültig.", "Wer den Kurs noch einmal abschließt, bekommt ein neues."],
            MailWords.LearnerPage(Page, language)),
        _ => new MailText(
            "Your certificate expires: {{courseTitle}}",
            ["Your certificate of the course “{{courseTitle}}” is valid until {{expiresOn}}.", "Whoever completes the course again gets a new one."],
            MailWords.LearnerPage(Page, language)),
    };
}
