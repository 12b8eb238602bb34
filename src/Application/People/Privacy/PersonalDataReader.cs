using AutoMapper;
using ErrorOr;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Learning.Certificates;
using SecurityTraining.Application.Mailing.Preferences;
using SecurityTraining.Application.Phishing.Reports;
using SecurityTraining.Domain.Analytics;
using SecurityTraining.Domain.Automation;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Certificates;
using SecurityTraining.Domain.Mailing;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Domain.Phishing.Reports;
using SecurityTraining.Domain.Webhooks;

namespace SecurityTraining.Application.People.Privacy;

/// <summary>Everything that the company holds about one person (GDPR Art. 15 and 20); the lists are read while they are written out.</summary>
public sealed record PersonalData(
    UserRow Profile,
    IReadOnlyList<FormerEmail> FormerEmails,
    IReadOnlyList<string> Groups,
    IAsyncEnumerable<PersonalSimulationRow> Simulations,
    IAsyncEnumerable<PersonalHitRow> Hits,
    IAsyncEnumerable<PersonalSessionRow> Sessions,
    IAsyncEnumerable<PersonalSignOnRow> SignOns,
    IAsyncEnumerable<PersonalMailRow> Mails,
    IAsyncEnumerable<PersonalRiskEventRow> RiskEvents,
    IAsyncEnumerable<PersonalRiskScoreRow> RiskScores,
    IAsyncEnumerable<PersonalCourseRow> Courses,
    IAsyncEnumerable<PersonalAttemptRow> QuizAttempts,
    IAsyncEnumerable<PersonalPackageRow> Packages,
    IAsyncEnumerable<PersonalCertificateRow> Certificates,
    IAsyncEnumerable<PersonalPointsRow> Points,
    IAsyncEnumerable<PersonalCampaignRow> Campaigns,
    IReadOnlyList<MailPreferenceRow> MailPreferences,
    IAsyncEnumerable<PersonalMailReportRow> ReportedMails,
    IAsyncEnumerable<PersonalRuleActionRow> AutomationActions,
    IAsyncEnumerable<PersonalWebhookRow> WebhookDeliveries);

/// <summary>What somebody was sent in a simulation, and what they did.</summary>
public sealed record PersonalSimulationRow(
    Guid SimulationId,
    string Email,
    string FullName,
    string? Department,
    DeliveryStatus Delivery,
    DateTimeOffset? SentAt,
    DateTimeOffset? OpenedAt,
    DateTimeOffset? ClickedAt,
    DateTimeOffset? SubmittedAt,
    DateTimeOffset? ReportedAt,
    string? TimeZone,
    Difficulty? TargetDifficulty);

/// <summary>A request for something in a mail to them, by whomever.</summary>
/// <param name="Address">What is kept of the address that it came from: a keyed hash.</param>
/// <param name="Network">The same of its network.</param>
public sealed record PersonalHitRow(
    Guid SimulationId, SimulationEventKind Kind, DateTimeOffset At, Verdict Verdict, string? Client, string? Address, string? Network);

public sealed record PersonalSessionRow(Guid Id, string? Device, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);

/// <summary>Who they are at a provider that they sign in with.</summary>
public sealed record PersonalSignOnRow(string Issuer, string Subject, DateTimeOffset LinkedAt);

public sealed record PersonalMailRow(Guid Id, string ToAddress, string Subject, MailStatus Status, DateTimeOffset CreatedAt, DateTimeOffset? SentAt);

/// <summary>What counts for their risk score.</summary>
public sealed record PersonalRiskEventRow(RiskEventKind Kind, DateTimeOffset At, Guid SourceId);

public sealed record PersonalRiskScoreRow(DateOnly Day, int Score);

public sealed record PersonalCertificateRow(
    Guid Id, string PersonName, string CourseTitle, int? Score, DateTimeOffset IssuedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt, string Code);

/// <summary>A suspicious mail that somebody has reported.</summary>
public sealed record PersonalMailReportRow(Guid ReportedMailId, ReportSource Source, DateTimeOffset ReportedAt);

/// <summary>What a rule of the company has done because of them.</summary>
public sealed record PersonalRuleActionRow(
    string RuleName, ActionKind Kind, Guid? TargetId, ActionOutcome Outcome, TriggerKind Trigger, Guid EventId, DateTimeOffset EventAt, DateTimeOffset At);

/// <summary>What a partner has been told of them.</summary>
public sealed record PersonalWebhookRow(string Type, WebhookDeliveryStatus Status, DateTimeOffset OccurredAt, string Data);

/// <summary>Packs it for the person: a ZIP file with a JSON file for the profile, and for each list both a JSON and a CSV file.</summary>
public interface IPersonalDataArchive
{
    Task Write(PersonalData data, Stream output, CancellationToken ct);
}

/// <summary>Looks in all the places where a person can occur.</summary>
internal sealed class PersonalDataReader(
    IReader<User> users,
    IRepository<User> people,
    IRepository<Group> groups,
    IReader<Recipient> recipients,
    IRepository<Recipient> received,
    IReader<SimulationEvent> hits,
    IReader<Session> sessions,
    IReader<FederatedAccount> signOns,
    IReader<OutgoingMail> mails,
    IReader<RiskEvent> riskEvents,
    IReader<RiskPoint> riskPoints,
    PersonalLearningReader learning,
    IReader<Certificate> certificates,
    PersonalMailingReader mailing,
    IReader<MailReport> mailReports,
    IReader<AutomationAction> ruleActions,
    IReader<WebhookDelivery> deliveries)
{
    public async Task<ErrorOr<PersonalData>> Read(Guid userId, CancellationToken ct)
    {
        if (await users.SingleOrDefaultAsync<UserRow>(new UserOrDeletedSpec(userId), ct) is not { } profile
            || await people.SingleOrDefaultAsync(new UserOrDeletedSpec(userId), ct) is not { } user)
        {
            return UserErrors.NotFound;
        }

        return new PersonalData(
            profile,
            user.FormerEmails,
            await groups.ListAsync(new GroupNamesSpec(userId), ct),
            recipients.StreamAsync<PersonalSimulationRow>(new RecipientsSpec(userId)),
            hits.StreamAsync<PersonalHitRow>(new HitsSpec(await received.ListAsync(new ReceivedLuresSpec(userId), ct))),
            sessions.StreamAsync<PersonalSessionRow>(new SessionsSpec(userId)),
            signOns.StreamAsync<PersonalSignOnRow>(new SignOnsSpec(userId)),
            mails.StreamAsync<PersonalMailRow>(new MailsSpec(user.AllEmails)).Where(mail => user.HadAddress(mail.ToAddress, mail.CreatedAt)),
            riskEvents.StreamAsync<PersonalRiskEventRow>(new RiskEventsSpec(userId)),
            riskPoints.StreamAsync<PersonalRiskScoreRow>(new RiskPointsSpec(userId)),
            learning.Courses(userId),
            learning.Attempts(userId),
            learning.Packages(userId, ct),
            certificates.StreamAsync<PersonalCertificateRow>(new CertificatesOfSpec(userId)),
            learning.Points(userId),
            mailing.Campaigns(userId),
            await mailing.Preferences(userId, ct),
            mailReports.StreamAsync<PersonalMailReportRow>(new ReportsOfPersonSpec(userId)),
            ruleActions.StreamAsync<PersonalRuleActionRow>(new RuleActionsSpec(userId)),
            deliveries.StreamAsync<PersonalWebhookRow>(new DeliveriesSpec(userId)));
    }

    private sealed class GroupNamesSpec : Specification<Group, string>
    {
        public GroupNamesSpec(Guid userId)
        {
            Query.Where(group => group.Members.Any(member => member.UserId == userId)).OrderBy(group => group.NormalizedName);
            Selector = group => group.Name;
        }
    }

    private sealed class RecipientsSpec : Specification<Recipient>
    {
        public RecipientsSpec(Guid userId) => Query.Where(recipient => recipient.UserId == userId).OrderBy(recipient => recipient.Id);
    }

    private sealed class ReceivedLuresSpec : Specification<Recipient, Guid>
    {
        public ReceivedLuresSpec(Guid userId)
        {
            Query.Where(recipient => recipient.UserId == userId);
            Selector = recipient => recipient.Id;
        }
    }

    private sealed class HitsSpec : Specification<SimulationEvent>
    {
        public HitsSpec(IReadOnlyList<Guid> recipientIds) => Query.Where(line => recipientIds.Contains(line.RecipientId)).OrderBy(line => line.Id);
    }

    private sealed class SessionsSpec : Specification<Session>
    {
        public SessionsSpec(Guid userId) => Query.Where(session => session.UserId == userId).OrderBy(session => session.Id);
    }

    private sealed class SignOnsSpec : Specification<FederatedAccount>
    {
        public SignOnsSpec(Guid userId) => Query.Where(account => account.UserId == userId).OrderBy(account => account.Id);
    }

    /// <summary>
    /// Without the links to the report page: administrators read this, too, and such a link says that its reader was about to report a mail,
    /// which in works-council mode nobody may learn.
    /// </summary>
    private sealed class MailsSpec : Specification<OutgoingMail>
    {
        public MailsSpec(IReadOnlyList<string> emails) =>
            Query.Where(mail => emails.Contains(mail.ToAddress) && mail.Kind != SystemMailKind.ReportLink).OrderBy(mail => mail.Id);
    }

    private sealed class RiskEventsSpec : Specification<RiskEvent>
    {
        public RiskEventsSpec(Guid userId) => Query.Where(entry => entry.UserId == userId).OrderBy(entry => entry.At).OrderBy(entry => entry.Id);
    }

    private sealed class DeliveriesSpec : Specification<WebhookDelivery>
    {
        public DeliveriesSpec(Guid userId) => Query.Where(delivery => delivery.UserId == userId).OrderBy(delivery => delivery.Id);
    }

    private sealed class RuleActionsSpec : Specification<AutomationAction>
    {
        public RuleActionsSpec(Guid userId) => Query.Where(action => action.UserId == userId).OrderBy(action => action.Id);
    }

    private sealed class RiskPointsSpec : Specification<RiskPoint>
    {
        public RiskPointsSpec(Guid userId) => Query.Where(point => point.UserId == userId).OrderBy(point => point.Day);
    }
}

internal sealed class PersonalDataProfile : Profile
{
    public PersonalDataProfile()
    {
        CreateProjection<Recipient, PersonalSimulationRow>();
        CreateProjection<SimulationEvent, PersonalHitRow>();
        CreateProjection<Session, PersonalSessionRow>();
        CreateProjection<FederatedAccount, PersonalSignOnRow>();
        CreateProjection<OutgoingMail, PersonalMailRow>();
        CreateProjection<RiskEvent, PersonalRiskEventRow>();
        CreateProjection<RiskPoint, PersonalRiskScoreRow>();
        CreateProjection<Certificate, PersonalCertificateRow>();
        CreateProjection<MailReport, PersonalMailReportRow>();
        CreateProjection<AutomationAction, PersonalRuleActionRow>();
        CreateProjection<WebhookDelivery, PersonalWebhookRow>();
    }
}
