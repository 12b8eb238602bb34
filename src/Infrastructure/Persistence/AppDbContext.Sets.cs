using Microsoft.EntityFrameworkCore;
using SecurityTraining.Domain.Analytics;
using SecurityTraining.Domain.Auditing;
using SecurityTraining.Domain.Automation;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Content;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Achievements;
using SecurityTraining.Domain.Learning.Certificates;
using SecurityTraining.Domain.Learning.Courses;
using SecurityTraining.Domain.Learning.Enrollments;
using SecurityTraining.Domain.Learning.Quizzes;
using SecurityTraining.Domain.Learning.Scorm;
using SecurityTraining.Domain.Mailing;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Domain.Phishing.Programmes;
using SecurityTraining.Domain.Phishing.Reports;
using SecurityTraining.Domain.Phishing.WorksCouncil;
using SecurityTraining.Domain.Platform;
using SecurityTraining.Domain.Webhooks;
using SecurityTraining.Infrastructure.Library;
using SecurityTraining.Infrastructure.Persistence.ControlPlane;
using SecurityTraining.Infrastructure.Persistence.Work;
using SecurityTraining.Infrastructure.Security;

namespace SecurityTraining.Infrastructure.Persistence;

/// <content>The tables: a set's name is its table's name.</content>
public abstract partial class AppDbContext
{
    internal DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    internal DbSet<AttributeDefinition> AttributeDefinitions => Set<AttributeDefinition>();

    internal DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    internal DbSet<AuditHead> AuditHeads => Set<AuditHead>();

    internal DbSet<AuditSalt> AuditSalts => Set<AuditSalt>();

    internal DbSet<AutomationAction> AutomationActions => Set<AutomationAction>();

    internal DbSet<AutomationFeed> AutomationFeeds => Set<AutomationFeed>();

    internal DbSet<AutomationRule> AutomationRules => Set<AutomationRule>();

    internal DbSet<BankQuestion> BankQuestions => Set<BankQuestion>();

    internal DbSet<BillingCustomerRow> BillingCustomers => Set<BillingCustomerRow>();

    internal DbSet<CampaignEdition> CampaignEditions => Set<CampaignEdition>();

    internal DbSet<CampaignEvent> CampaignEvents => Set<CampaignEvent>();

    internal DbSet<CampaignMessage> CampaignMessages => Set<CampaignMessage>();

    internal DbSet<Campaign> Campaigns => Set<Campaign>();

    internal DbSet<CertificateCodeRow> CertificateCodes => Set<CertificateCodeRow>();

    internal DbSet<Certificate> Certificates => Set<Certificate>();

    internal DbSet<Company> Companies => Set<Company>();

    internal DbSet<CompanyListing> CompanyListings => Set<CompanyListing>();

    internal DbSet<CompanyLook> CompanyLooks => Set<CompanyLook>();

    internal DbSet<ContentBlob> ContentBlobs => Set<ContentBlob>();

    internal DbSet<ContentFile> ContentFiles => Set<ContentFile>();

    internal DbSet<ContentStorage> ContentStorages => Set<ContentStorage>();

    internal DbSet<ContentUpload> ContentUploads => Set<ContentUpload>();

    internal DbSet<CourseAssignment> CourseAssignments => Set<CourseAssignment>();

    internal DbSet<CourseVersion> CourseVersions => Set<CourseVersion>();

    internal DbSet<Course> Courses => Set<Course>();

    internal DbSet<CustomRole> CustomRoles => Set<CustomRole>();

    internal DbSet<DataProtectionKeyRow> DataProtectionKeys => Set<DataProtectionKeyRow>();

    internal DbSet<DepartmentAncestor> DepartmentAncestors => Set<DepartmentAncestor>();

    internal DbSet<DepartmentLeader> DepartmentLeaders => Set<DepartmentLeader>();

    internal DbSet<Department> Departments => Set<Department>();

    internal DbSet<Enrollment> Enrollments => Set<Enrollment>();

    internal DbSet<FederatedAccount> FederatedAccounts => Set<FederatedAccount>();

    internal DbSet<GroupMember> GroupMembers => Set<GroupMember>();

    internal DbSet<Group> Groups => Set<Group>();

    internal DbSet<IdempotencyRecord> IdempotencyRecords => Set<IdempotencyRecord>();

    internal DbSet<IdentityProvider> IdentityProviders => Set<IdentityProvider>();

    internal DbSet<InstallationStopRow> InstallationStops => Set<InstallationStopRow>();

    internal DbSet<InvitationRun> InvitationRuns => Set<InvitationRun>();

    internal DbSet<Invoice> Invoices => Set<Invoice>();

    internal DbSet<LandingPage> LandingPages => Set<LandingPage>();

    internal DbSet<LessonContent> LessonContents => Set<LessonContent>();

    internal DbSet<LibraryEdition> LibraryEditions => Set<LibraryEdition>();

    internal DbSet<LookRouteRow> LookRoutes => Set<LookRouteRow>();

    internal DbSet<LureTemplateVersion> LureTemplateVersions => Set<LureTemplateVersion>();

    internal DbSet<LureTemplate> LureTemplates => Set<LureTemplate>();

    internal DbSet<MailAllowanceRow> MailAllowances => Set<MailAllowanceRow>();

    internal DbSet<MailDomain> MailDomains => Set<MailDomain>();

    internal DbSet<MailPreferences> MailPreferences => Set<MailPreferences>();

    internal DbSet<MailReport> MailReports => Set<MailReport>();

    internal DbSet<MailTemplate> MailTemplates => Set<MailTemplate>();

    internal DbSet<OneTimeToken> OneTimeTokens => Set<OneTimeToken>();

    internal DbSet<OutgoingMail> OutgoingMails => Set<OutgoingMail>();

    internal DbSet<Payment> Payments => Set<Payment>();

    internal DbSet<PeopleImport> PeopleImports => Set<PeopleImport>();

    internal DbSet<PhishingPolicy> PhishingPolicies => Set<PhishingPolicy>();

    internal DbSet<PointEntry> PointEntries => Set<PointEntry>();

    internal DbSet<ProgrammeRun> ProgrammeRuns => Set<ProgrammeRun>();

    internal DbSet<Programme> Programmes => Set<Programme>();

    internal DbSet<PseudonymKey> PseudonymKeys => Set<PseudonymKey>();

    internal DbSet<PseudonymousHit> PseudonymousHits => Set<PseudonymousHit>();

    internal DbSet<PseudonymousResult> PseudonymousResults => Set<PseudonymousResult>();

    internal DbSet<QuestionResponse> QuestionResponses => Set<QuestionResponse>();

    internal DbSet<QuizAttempt> QuizAttempts => Set<QuizAttempt>();

    internal DbSet<QuizRegrading> QuizRegradings => Set<QuizRegrading>();

    internal DbSet<QuizRevision> QuizRevisions => Set<QuizRevision>();

    internal DbSet<Quiz> Quizzes => Set<Quiz>();

    internal DbSet<Recipient> Recipients => Set<Recipient>();

    internal DbSet<RefreshToken> RefreshTokens => Set<RefreshToken>();

    internal DbSet<ReportMailbox> ReportMailboxes => Set<ReportMailbox>();

    internal DbSet<ReportedMail> ReportedMails => Set<ReportedMail>();

    internal DbSet<RiskEvent> RiskEvents => Set<RiskEvent>();

    internal DbSet<RiskFeed> RiskFeeds => Set<RiskFeed>();

    internal DbSet<RiskPoint> RiskScoreHistory => Set<RiskPoint>();

    internal DbSet<PersonRisk> RiskScores => Set<PersonRisk>();

    internal DbSet<RiskSnapshot> RiskSnapshots => Set<RiskSnapshot>();

    internal DbSet<ScormLaunch> ScormLaunches => Set<ScormLaunch>();

    internal DbSet<ScormRun> ScormRuns => Set<ScormRun>();

    internal DbSet<SendingHealth> SendingHealths => Set<SendingHealth>();

    internal DbSet<SendingProfile> SendingProfiles => Set<SendingProfile>();

    internal DbSet<SessionEpochRow> SessionEpochs => Set<SessionEpochRow>();

    internal DbSet<Session> Sessions => Set<Session>();

    internal DbSet<SignInChallenge> SignInChallenges => Set<SignInChallenge>();

    internal DbSet<SignInRouteRow> SignInRoutes => Set<SignInRouteRow>();

    internal DbSet<SignOnDomainRow> SignOnDomains => Set<SignOnDomainRow>();

    internal DbSet<SignOn> SignOns => Set<SignOn>();

    internal DbSet<SimulationEvent> SimulationEvents => Set<SimulationEvent>();

    internal DbSet<SimulationLure> SimulationLures => Set<SimulationLure>();

    internal DbSet<Simulation> Simulations => Set<Simulation>();

    internal DbSet<SubscriptionListing> SubscriptionListings => Set<SubscriptionListing>();

    internal DbSet<Subscription> Subscriptions => Set<Subscription>();

    internal DbSet<SystemTemplate> SystemTemplates => Set<SystemTemplate>();

    internal DbSet<TrustedDevice> TrustedDevices => Set<TrustedDevice>();

    internal DbSet<TwoFactorAttempt> TwoFactorAttempts => Set<TwoFactorAttempt>();

    internal DbSet<TwoFactor> TwoFactors => Set<TwoFactor>();

    internal DbSet<Unmasking> Unmaskings => Set<Unmasking>();

    internal DbSet<User> Users => Set<User>();

    internal DbSet<VerdictRule> VerdictRules => Set<VerdictRule>();

    internal DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();

    internal DbSet<WebhookEndpoint> WebhookEndpoints => Set<WebhookEndpoint>();

    internal DbSet<WorkItemRow> WorkItems => Set<WorkItemRow>();
}
