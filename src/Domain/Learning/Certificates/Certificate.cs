using System.Diagnostics.CodeAnalysis;
using ErrorOr;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Learning.Enrollments;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Domain.Learning.Certificates;

public enum CertificateStatus
{
    Valid,
    Expired,
    Revoked,

    /// <summary>No certificate has this code.</summary>
    Unknown,
}

/// <summary>
/// What somebody can show of a completed course. It says what held when it was issued: a person who marries and a company that is sold change
/// nothing in it, until it is issued again.
/// </summary>
public sealed class Certificate : AggregateRoot, ICompanyOwned
{
    public const int MaxReasonLength = 500;
    public const int MaxPersonNameLength = (2 * People.PersonName.MaxLength) + 1;

    private Certificate(CourseCompleted completion, string courseTitle, CertificateText text, int? months) : base(completion.At)
    {
        CompanyId = completion.CompanyId;
        EnrollmentId = completion.EnrollmentId;
        UserId = completion.UserId;
        CourseId = completion.CourseId;
        CourseVersionId = completion.VersionId;
        CourseTitle = courseTitle;
        Score = completion.Score;
        CompletedAt = completion.At;
        Issue(text, ExpiryOf(completion.At, months, text.TimeZone), completion.At);
    }

    private Certificate()
    {
        PersonName = CourseTitle = CompanyName = Language = TimeZone = Code = null!;
    }

    public Guid CompanyId { get; private set; }

    /// <summary>Each has one certificate at most.</summary>
    public Guid EnrollmentId { get; private set; }

    public Guid UserId { get; private set; }

    /// <summary>For conditions within a query; never loaded.</summary>
    public User? Person { get; private set; }

    public Guid CourseId { get; private set; }

    public Guid CourseVersionId { get; private set; }

    public string PersonName { get; private set; }

    public string CourseTitle { get; private set; }

    public string CompanyName { get; private set; }

    /// <summary>Of the document: two letters (ISO 639-1), one of <see cref="Languages.Supported"/>.</summary>
    public string Language { get; private set; }

    /// <summary>In which the document's dates are meant; IANA name.</summary>
    public string TimeZone { get; private set; }

    /// <summary>0 to 100; null: nothing in the course is graded.</summary>
    public int? Score { get; private set; }

    public DateTimeOffset CompletedAt { get; private set; }

    public DateTimeOffset IssuedAt { get; private set; }

    /// <summary>Null: it is valid for good.</summary>
    public DateTimeOffset? ExpiresAt { get; private set; }

    /// <summary>When the person is to be reminded of the expiry; null: not any more.</summary>
    public DateTimeOffset? NextReminderAt { get; private set; }

    /// <inheritdoc cref="CertificateCode"/>
    public string Code { get; private set; }

    /// <summary>Names the document that belongs to <see cref="Code"/>: another one each time the certificate is issued.</summary>
    public Guid FileId { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public string? RevocationReason { get; private set; }

    /// <param name="completion">Which has just happened.</param>
    /// <param name="courseTitle">Of the edition that the person has learned with.</param>
    /// <param name="text">What else holds now.</param>
    /// <param name="months">How long it is valid; null: for good.</param>
    public static Certificate Of(CourseCompleted completion, string courseTitle, CertificateText text, int? months = null) =>
        new(completion, courseTitle, text, months);

    public CertificateStatus StatusAt(DateTimeOffset now) => StatusOf(RevokedAt, ExpiresAt, now);

    /// <summary>A revoked certificate stays revoked, whatever its expiry.</summary>
    public static CertificateStatus StatusOf(DateTimeOffset? revokedAt, DateTimeOffset? expiresAt, DateTimeOffset now) =>
        revokedAt is not null ? CertificateStatus.Revoked : expiresAt <= now ? CertificateStatus.Expired : CertificateStatus.Valid;

    public ErrorOr<Success> Revoke(string reason, DateTimeOffset now)
    {
        if (RevokedAt is not null)
        {
            return CertificateErrors.AlreadyRevoked;
        }

        (RevokedAt, RevocationReason) = (now, reason.Trim());
        NextReminderAt = null;
        return Result.Success;
    }

    /// <summary>
    /// Issues it anew, under a new code and with what holds now: after a mistake in the name, or when a revocation was one. The document with the
    /// code before is worth nothing any more.
    /// </summary>
    public ErrorOr<Success> Reissue(CertificateText text, DateTimeOffset? expiresAt, DateTimeOffset now)
    {
        if (expiresAt <= now)
        {
            return CertificateErrors.ExpiryPassed;
        }

        (RevokedAt, RevocationReason) = (null, null);
        Issue(text, expiresAt, now);
        return Result.Success;
    }

    /// <summary>The time for a reminder has come. However many have been missed, there is one, and then the next is waited for.</summary>
    /// <returns>Whether there is anything to remind of: it is valid, and not for long.</returns>
    public bool Remind(DateTimeOffset now)
    {
        NextReminderAt = ExpiryReminders.Next(ExpiresAt, now);
        return StatusAt(now) == CertificateStatus.Valid;
    }

    /// <summary>The whole last day counts, where the person is.</summary>
    private static DateTimeOffset? ExpiryOf(DateTimeOffset issuedAt, int? months, string timeZone) => months is { } count
        ? issuedAt.DayIn(timeZone).AddMonths(count).AddDays(1).StartIn(timeZone).AddSeconds(-1)
        : null;

    [MemberNotNull(nameof(PersonName), nameof(CompanyName), nameof(Language), nameof(TimeZone), nameof(Code))]
    private void Issue(CertificateText text, DateTimeOffset? expiresAt, DateTimeOffset now)
    {
        (PersonName, CompanyName, Language, TimeZone) = text;
        (IssuedAt, ExpiresAt) = (now, expiresAt);
        NextReminderAt = ExpiryReminders.Next(expiresAt, now);
        Code = CertificateCode.Create();
        FileId = Guid.CreateVersion7(now);
        Raise(new CertificateIssued(CompanyId, Id, UserId, CourseId, expiresAt, now));
    }
}

/// <summary>For the first time, or again under another code.</summary>
public sealed record CertificateIssued(
    Guid CompanyId, Guid CertificateId, Guid UserId, Guid CourseId, DateTimeOffset? ExpiresAt, DateTimeOffset At) : IDomainEvent;

/// <summary>What a certificate says that may change in time.</summary>
/// <param name="Language">See <see cref="Certificate.Language"/>.</param>
/// <param name="TimeZone">See <see cref="Certificate.TimeZone"/>.</param>
public sealed record CertificateText(string PersonName, string CompanyName, string Language, string TimeZone);

public static class CertificateErrors
{
    public static readonly Error NotFound = Error.NotFound("certificate_not_found", "There is no such certificate.");
    public static readonly Error NotReady = Error.NotFound("certificate_not_ready", "The document is being made. Try again in a moment.");
    public static readonly Error AlreadyRevoked = Error.Conflict("certificate_revoked", "The certificate has been revoked already.");
    public static readonly Error ExpiryPassed = Error.Validation("certificate_expiry_passed", "A certificate cannot have expired when it is issued.");

    public static Error TooMany(int most) =>
        Error.Conflict("certificate_archive_too_large", $"An archive holds at most {most} certificates. Ask for fewer by person, course or dates.");
}
