using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Mailing;

/// <summary>The mails that the service itself writes. They go out whatever news somebody has unsubscribed from.</summary>
public enum SystemMailKind
{
    EmailVerification,
    AccountExists,
    PasswordReset,
    PasswordChanged,
    Invitation,
    EmailConfirmation,
    EmailChangeNotice,
    SingleSignOnHint,
    SessionEnded,
    NewDevice,
    TwoFactorChanged,
    LookStarted,
    CourseReminder,
    CourseDueToday,
    CourseOverdue,
    OverdueDigest,
    CertificateExpiry,
    ReportAnswer,
    WellSpotted,
    ReportReceived,
    ReportLink,
    RuleNotice,
    TeamNotice,
    WebhookGivenUp,
    ProgrammeRunFailed,
    PaymentReceipt,
    PaymentFailed,
    SubscriptionCancelled,
    TrialEnding,
    TrialEnded,
    PaymentOverdue,
    SubscriptionReadOnly,
    SubscriptionSuspended,
}

/// <summary>What a company has its people read in place of the service's own words, in one language.</summary>
public sealed class SystemTemplate : AggregateRoot, ICompanyOwned
{
    private SystemTemplate(Guid companyId, SystemMailKind kind, MailContent content, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        Kind = kind;
        Language = content.Language;
        Subject = Html = Text = null!;
        Edit(content, now);
    }

    private SystemTemplate()
    {
        Language = Subject = Html = Text = null!;
    }

    public Guid CompanyId { get; private set; }

    public SystemMailKind Kind { get; private set; }

    public string Language { get; private set; }

    public string Subject { get; private set; }

    public string Html { get; private set; }

    public string Text { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public MailContent Content => new(Language, Subject, Html, Text);

    public static SystemTemplate Create(Guid companyId, SystemMailKind kind, MailContent content, DateTimeOffset now) =>
        new(companyId, kind, content, now);

    public void Edit(MailContent content, DateTimeOffset now)
    {
        (_, Subject, Html, Text) = content;
        UpdatedAt = now;
    }
}

public static class SystemTemplateErrors
{
    public static readonly Error NotOverridden = Error.NotFound("system_template_not_overridden", "The company has no words of its own for this mail.");

    public static Error UnknownMergeField(string part, string field, IEnumerable<string> known) => Error.Validation(
        "merge_field_unknown", $"{field} in {part} is not a merge field of this mail. Known: {string.Join(", ", known)}.");

    /// <summary>Whoever serves a picture would learn what the link is.</summary>
    public static readonly Error FieldInAddress = Error.Validation(
        "merge_field_in_address", "Merge fields stand in the text; in the HTML's attributes and styles only {{link}}, as the whole address of a link.");

    /// <summary>Nobody could do with the mail what it is for.</summary>
    public static Error FieldMissing(string part, string field) => Error.Validation(
        "merge_field_missing", $"{{{{{field}}}}} must stand in {part}: the mail is worth nothing without it.");
}
