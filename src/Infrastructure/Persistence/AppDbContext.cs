using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Analytics;
using SecurityTraining.Domain.Auditing;
using SecurityTraining.Domain.Automation;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Common;
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
using SecurityTraining.Infrastructure.Persistence.Configurations;
using SecurityTraining.Infrastructure.Persistence.ControlPlane;
using SecurityTraining.Infrastructure.Persistence.Work;
using SecurityTraining.Infrastructure.Security;

namespace SecurityTraining.Infrastructure.Persistence;

/// <summary>
/// The one model behind both databases. Instances are pooled, so what a scope brings along (<see cref="Tenant"/>) is set each time one is
/// handed out.
/// </summary>
public abstract class AppDbContext(DbContextOptions options) : DbContext(options)
{
    /// <summary>Named so that a test can take this wall away and see the others hold.</summary>
    public const string TenantFilter = "tenant";

    /// <summary>Keeps people who were deleted out of everything that does not ask for them.</summary>
    public const string NotDeletedFilter = "not_deleted";

    /// <summary>Tables of ids and routing that belong to no company; every other table has its walls.</summary>
    public const string ControlPlanePrefix = "control_";

    private ITenant _tenant = new Tenant();

    // A set's name is its table's name.
    internal DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    internal DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    internal DbSet<AuditHead> AuditHeads => Set<AuditHead>();

    internal DbSet<AuditSalt> AuditSalts => Set<AuditSalt>();

    internal DbSet<CampaignEdition> CampaignEditions => Set<CampaignEdition>();

    internal DbSet<CampaignEvent> CampaignEvents => Set<CampaignEvent>();

    internal DbSet<CampaignMessage> CampaignMessages => Set<CampaignMessage>();

    internal DbSet<Campaign> Campaigns => Set<Campaign>();

    internal DbSet<CertificateCodeRow> CertificateCodes => Set<CertificateCodeRow>();

    internal DbSet<Certificate> Certificates => Set<Certificate>();

    internal DbSet<CompanyListing> CompanyListings => Set<CompanyListing>();

    internal DbSet<CompanyLook> CompanyLooks => Set<CompanyLook>();

    internal DbSet<LookRouteRow> LookRoutes => Set<LookRouteRow>();

    internal DbSet<CustomRole> CustomRoles => Set<CustomRole>();

    internal DbSet<AutomationAction> AutomationActions => Set<AutomationAction>();

    internal DbSet<AutomationFeed> AutomationFeeds => Set<AutomationFeed>();

    internal DbSet<AutomationRule> AutomationRules => Set<AutomationRule>();

    internal DbSet<BillingCustomerRow> BillingCustomers => Set<BillingCustomerRow>();

    internal DbSet<Invoice> Invoices => Set<Invoice>();

    internal DbSet<Payment> Payments => Set<Payment>();

    internal DbSet<SubscriptionListing> SubscriptionListings => Set<SubscriptionListing>();

    internal DbSet<Subscription> Subscriptions => Set<Subscription>();

    internal DbSet<BankQuestion> BankQuestions => Set<BankQuestion>();

    internal DbSet<Company> Companies => Set<Company>();

    internal DbSet<ContentBlob> ContentBlobs => Set<ContentBlob>();

    internal DbSet<ContentFile> ContentFiles => Set<ContentFile>();

    internal DbSet<ContentStorage> ContentStorages => Set<ContentStorage>();

    internal DbSet<ContentUpload> ContentUploads => Set<ContentUpload>();

    internal DbSet<Course> Courses => Set<Course>();

    internal DbSet<CourseAssignment> CourseAssignments => Set<CourseAssignment>();

    internal DbSet<CourseVersion> CourseVersions => Set<CourseVersion>();

    internal DbSet<DataProtectionKeyRow> DataProtectionKeys => Set<DataProtectionKeyRow>();

    internal DbSet<AttributeDefinition> AttributeDefinitions => Set<AttributeDefinition>();

    internal DbSet<DepartmentAncestor> DepartmentAncestors => Set<DepartmentAncestor>();

    internal DbSet<DepartmentLeader> DepartmentLeaders => Set<DepartmentLeader>();

    internal DbSet<Department> Departments => Set<Department>();

    internal DbSet<Enrollment> Enrollments => Set<Enrollment>();

    internal DbSet<FederatedAccount> FederatedAccounts => Set<FederatedAccount>();

    internal DbSet<GroupMember> GroupMembers => Set<GroupMember>();

    internal DbSet<Group> Groups => Set<Group>();

    internal DbSet<IdempotencyRecord> IdempotencyRecords => Set<IdempotencyRecord>();

    internal DbSet<IdentityProvider> IdentityProviders => Set<IdentityProvider>();

    internal DbSet<InvitationRun> InvitationRuns => Set<InvitationRun>();

    internal DbSet<LessonContent> LessonContents => Set<LessonContent>();

    internal DbSet<LibraryEdition> LibraryEditions => Set<LibraryEdition>();

    internal DbSet<LandingPage> LandingPages => Set<LandingPage>();

    internal DbSet<LureTemplateVersion> LureTemplateVersions => Set<LureTemplateVersion>();

    internal DbSet<LureTemplate> LureTemplates => Set<LureTemplate>();

    internal DbSet<MailDomain> MailDomains => Set<MailDomain>();

    internal DbSet<MailReport> MailReports => Set<MailReport>();

    internal DbSet<ReportMailbox> ReportMailboxes => Set<ReportMailbox>();

    internal DbSet<ReportedMail> ReportedMails => Set<ReportedMail>();

    internal DbSet<MailAllowanceRow> MailAllowances => Set<MailAllowanceRow>();

    internal DbSet<MailPreferences> MailPreferences => Set<MailPreferences>();

    internal DbSet<MailTemplate> MailTemplates => Set<MailTemplate>();

    internal DbSet<OneTimeToken> OneTimeTokens => Set<OneTimeToken>();

    internal DbSet<OutgoingMail> OutgoingMails => Set<OutgoingMail>();

    internal DbSet<PeopleImport> PeopleImports => Set<PeopleImport>();

    internal DbSet<PointEntry> PointEntries => Set<PointEntry>();

    internal DbSet<PseudonymKey> PseudonymKeys => Set<PseudonymKey>();

    internal DbSet<PseudonymousHit> PseudonymousHits => Set<PseudonymousHit>();

    internal DbSet<PseudonymousResult> PseudonymousResults => Set<PseudonymousResult>();

    internal DbSet<QuestionResponse> QuestionResponses => Set<QuestionResponse>();

    internal DbSet<QuizAttempt> QuizAttempts => Set<QuizAttempt>();

    internal DbSet<QuizRegrading> QuizRegradings => Set<QuizRegrading>();

    internal DbSet<QuizRevision> QuizRevisions => Set<QuizRevision>();

    internal DbSet<Quiz> Quizzes => Set<Quiz>();

    internal DbSet<InstallationStopRow> InstallationStops => Set<InstallationStopRow>();

    internal DbSet<PhishingPolicy> PhishingPolicies => Set<PhishingPolicy>();

    internal DbSet<ProgrammeRun> ProgrammeRuns => Set<ProgrammeRun>();

    internal DbSet<Programme> Programmes => Set<Programme>();

    internal DbSet<Recipient> Recipients => Set<Recipient>();

    internal DbSet<RefreshToken> RefreshTokens => Set<RefreshToken>();

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

    internal DbSet<SimulationEvent> SimulationEvents => Set<SimulationEvent>();

    internal DbSet<SimulationLure> SimulationLures => Set<SimulationLure>();

    internal DbSet<Simulation> Simulations => Set<Simulation>();

    internal DbSet<SignInChallenge> SignInChallenges => Set<SignInChallenge>();

    internal DbSet<SignOnDomainRow> SignOnDomains => Set<SignOnDomainRow>();

    internal DbSet<SignOn> SignOns => Set<SignOn>();

    internal DbSet<SignInRouteRow> SignInRoutes => Set<SignInRouteRow>();

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

    public ITenant Tenant => _tenant;

    /// <summary>What PostgreSQL has been told in the current transaction; null: nothing yet.</summary>
    internal string? AppliedTenant { get; set; }

    /// <summary>At work for the system, with as many rows as a company has, not for a request.</summary>
    internal bool IsInBackground { get; private set; }

    private Guid TenantId => _tenant.CompanyId ?? Guid.Empty;

    internal void StartScope(ITenant tenant, bool isInBackground)
    {
        _tenant = tenant;
        IsInBackground = isInBackground;
        AppliedTenant = null;

        // Statements that write always find a transaction, and in it the tenant.
        Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;

        // A command that fails is rolled back whole.
        Database.AutoSavepointsEnabled = false;
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(AppDbContext).Assembly);
        foreach (var type in modelBuilder.Model.GetEntityTypes().Select(entityType => entityType.ClrType))
        {
            var filter = type.IsAssignableTo(typeof(ICompanyOwned)) ? nameof(FilterByTenant)
                : type.IsAssignableTo(typeof(IPlatformContent)) ? nameof(FilterByTenantOrPlatform)
                : null;
            if (filter is not null)
            {
                typeof(AppDbContext).GetMethod(filter, System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!
                    .MakeGenericMethod(type).Invoke(this, [modelBuilder]);
            }
        }

        modelBuilder.Entity<User>().HasQueryFilter(NotDeletedFilter, user => user.Status != UserStatus.Deleted);
        modelBuilder.Entity<ContentFile>().HasQueryFilter(NotDeletedFilter, file => file.DeletedAt == null);
        modelBuilder.Entity<Enrollment>().HasQueryFilter(NotDeletedFilter, enrollment => enrollment.Status != EnrollmentStatus.Withdrawn);
        modelBuilder.Entity<Company>().HasQueryFilter(TenantFilter, company => company.Id == TenantId);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        configurationBuilder.Conventions.Add(_ => new CallerSuppliedKeysConvention());
    }

    private void FilterByTenant<T>(ModelBuilder modelBuilder)
        where T : class, ICompanyOwned =>
        modelBuilder.Entity<T>().HasQueryFilter(TenantFilter, entity => entity.CompanyId == TenantId);

    private void FilterByTenantOrPlatform<T>(ModelBuilder modelBuilder)
        where T : class, IPlatformContent =>
        modelBuilder.Entity<T>().HasQueryFilter(TenantFilter, entity => entity.CompanyId == null || entity.CompanyId == TenantId);
}
