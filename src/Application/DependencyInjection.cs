using System.Reflection;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Analytics;
using SecurityTraining.Application.Automation;
using SecurityTraining.Application.Automation.Rules;
using SecurityTraining.Application.Billing;
using SecurityTraining.Application.Billing.Events;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Companies;
using SecurityTraining.Application.Content;
using SecurityTraining.Application.Content.Scorm;
using SecurityTraining.Application.Identity;
using SecurityTraining.Application.Identity.Roles;
using SecurityTraining.Application.Identity.Sessions;
using SecurityTraining.Application.Identity.SingleSignOn;
using SecurityTraining.Application.Identity.TwoFactors;
using SecurityTraining.Application.Learning.Achievements;
using SecurityTraining.Application.Learning.Assignments;
using SecurityTraining.Application.Learning.Attempts;
using SecurityTraining.Application.Learning.Certificates;
using SecurityTraining.Application.Learning.Courses;
using SecurityTraining.Application.Learning.Enrollments;
using SecurityTraining.Application.Learning.Outline;
using SecurityTraining.Application.Learning.Packages;
using SecurityTraining.Application.Learning.QuestionBank;
using SecurityTraining.Application.Learning.Scorm;
using SecurityTraining.Application.Mailing.Campaigns;
using SecurityTraining.Application.Mailing.Delivery;
using SecurityTraining.Application.Mailing.Preferences;
using SecurityTraining.Application.People;
using SecurityTraining.Application.People.Attributes;
using SecurityTraining.Application.People.Departments;
using SecurityTraining.Application.People.Groups;
using SecurityTraining.Application.People.Imports;
using SecurityTraining.Application.People.Invitations;
using SecurityTraining.Application.People.Privacy;
using SecurityTraining.Application.People.Scim.Groups;
using SecurityTraining.Application.People.Scim.Users;
using SecurityTraining.Application.Phishing;
using SecurityTraining.Application.Phishing.Imports;
using SecurityTraining.Application.Phishing.LandingPages;
using SecurityTraining.Application.Phishing.Programmes;
using SecurityTraining.Application.Phishing.Reports;
using SecurityTraining.Application.Phishing.Senders;
using SecurityTraining.Application.Phishing.Simulations;
using SecurityTraining.Application.Phishing.Templates;
using SecurityTraining.Application.Phishing.Tracking;
using SecurityTraining.Application.Phishing.WorksCouncil;
using SecurityTraining.Application.Platform;
using SecurityTraining.Application.Webhooks;

namespace SecurityTraining.Application;

public static class DependencyInjection
{
    private static readonly Assembly Assembly = typeof(DependencyInjection).Assembly;

    /// <summary>Every use case, its validator, the pipeline around them and the projections of their rows.</summary>
    public static IServiceCollection AddApplication(this IServiceCollection services, IConfiguration configuration)
    {
        services.Scan(scan => scan.FromAssemblies(Assembly)
            .AddClasses(classes => classes.AssignableTo(typeof(IRequestHandler<,>)), publicOnly: false)
            .As(type => type.GetInterfaces().Where(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)))
            .WithTransientLifetime()
            .AddClasses(classes => classes.AssignableTo(typeof(IDomainEventHandler<>)), publicOnly: false)
            .AsImplementedInterfaces()
            .WithTransientLifetime()
            .AddClasses(classes => classes.AssignableTo<IWorkHandler>(), publicOnly: false)
            .As<IWorkHandler>()
            .WithSingletonLifetime());
        services.AddValidatorsFromAssembly(Assembly, ServiceLifetime.Singleton, includeInternalTypes: true);

        services.AddScoped<ServiceFactory>(provider => provider.GetService!);
        services.AddScoped<IMediator, Mediator>();
        services.AddScoped<ISender, Sender>();
        services.AddScoped<ITenant, Tenant>();
        services.AddScoped<Caller>();
        services.AddScoped<ICurrentUser>(provider => provider.GetRequiredService<Caller>());
        services.AddScoped<AuditTrail>();
        services.AddScoped<IAuditTrail>(provider => provider.GetRequiredService<AuditTrail>());
        services.AddScoped<RequestOrigin>();
        services.AddScoped<IRequestOrigin>(provider => provider.GetRequiredService<RequestOrigin>());
        services.AddTransient<VerificationMail>();
        services.AddTransient<AccountLinks>();
        services.AddTransient<CurrentPassword>();
        services.AddTransient<NewPasswords>();
        services.AddTransient<AddressChanges>();
        services.AddTransient<InvitationLetters>();
        services.AddScoped<RightsOverPeople>();
        services.AddScoped<SignInThrottle>();
        services.AddTransient<SecondFactorRule>();
        services.AddTransient<SecondFactorGate>();
        services.AddTransient<SessionOpener>();
        services.AddTransient<BillingDoor>();
        services.AddTransient<SignOnDuty>();
        services.AddTransient<BreakGlass>();
        services.AddTransient<SignOnArrivals>();
        services.AddScoped<CodeRedemption>();
        services.AddScoped<OtherCompanies>();
        services.AddLearning();
        services.AddPeople();
        services.AddPhishing();
        services.AddContent();
        services.AddMailing();
        services.AddAutomation();
        services.AddBilling();
        services.AddScoped<RiskLedger>();
        services.AddScoped<RiskCorrections>();
        services.AddScoped<RiskReader>();

        // Outermost first.
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(LoggingBehavior<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(AuthorizationBehavior<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(SubscriptionBehavior<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(ValidationBehavior<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(RetryBehavior<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(UnitOfWorkBehavior<,>));
        services.AddSingleton<CompanyTurns>();

        services.AddAutoMapper(
            mapping =>
            {
                mapping.LicenseKey = configuration["AutoMapper:LicenseKey"];
                mapping.AddMaps(Assembly);
            });
        return services;
    }

    private static void AddLearning(this IServiceCollection services)
    {
        services.AddScoped<CertificatePress>();
        services.AddScoped<CourseOrder>();
        services.AddScoped<CoursePublisher>();
        services.AddScoped<LessonContents>();
        services.AddScoped<LessonFiles>();
        services.AddScoped<CoursePackageReader>();
        services.AddScoped<PackageFiles>();
        services.AddScoped<AssignedAudience>();
        services.AddScoped<CurrentCourses>();
        services.AddScoped<LearnerCourses>();
        services.AddScoped<AttemptGrading>();
        services.AddScoped<BankPools>();
        services.AddScoped<OverdueDigests>();
        services.AddScoped<PointLedger>();
        services.AddScoped<AchievementSwitch>();
        services.AddScoped<ScormLaunches>();
        services.AddScoped<ScormClosing>();
    }

    private static void AddPeople(this IServiceCollection services)
    {
        services.AddScoped<AttributeRules>();
        services.AddScoped<Departures>();
        services.AddScoped<RoleChanges>();
        services.AddScoped<ImporterRights>();
        services.AddScoped<DepartmentPlace>();
        services.AddScoped<GroupCriteria>();
        services.AddScoped<GroupRules>();
        services.AddScoped<LedPeople>();
        services.AddScoped<PersonalDataReader>();
        services.AddScoped<PersonalLearningReader>();
        services.AddScoped<PersonalMailingReader>();
        services.AddScoped<ScimGroupWriter>();
        services.AddScoped<ScimLeavers>();
        services.AddScoped<ScimMembers>();
        services.AddScoped<ScimPeople>();
        services.AddScoped<ScimUserFilters>();
        services.AddScoped<ScimUserReader>();
        services.AddSingleton<MissingPeople>();
        services.AddScoped<Superiors>();
    }

    private static void AddPhishing(this IServiceCollection services)
    {
        services.AddScoped<LandingPageChoice>();
        services.AddScoped<LureDomainRules>();
        services.AddScoped<LureTemplateHistory>();
        services.AddSingleton<LureReader>();
        services.AddScoped<HitSurroundings>();
        services.AddScoped<RecipientSnapshots>();
        services.AddScoped<SimulationLauncher>();
        services.AddScoped<AudienceReferences>();
        services.AddScoped<SimulationReferences>();
        services.AddScoped<SimulationForecast>();
        services.AddScoped<SimulationApprovals>();
        services.AddScoped<PlannedMails>();
        services.AddScoped<PhishingPolicies>();
        services.AddScoped<ProgrammeCalendars>();
        services.AddScoped<SenderRules>();
        services.AddScoped<SendingLogins>();
        services.AddSingleton<LureRenderer>();
        services.AddScoped<LureRecognition>();
        services.AddScoped<MailCases>();
        services.AddScoped<MailReports>();
        services.AddScoped<ReporterErasure>();
        services.AddScoped<Reporters>();
        services.AddScoped<Pseudonyms>();
        services.AddScoped<PseudonymousRecorder>();
    }

    private static void AddMailing(this IServiceCollection services)
    {
        services.AddScoped<CampaignReferences>();
        services.AddScoped<CampaignStarter>();
        services.AddScoped<PreferenceBook>();
        services.AddScoped<UnsubscribeLinks>();
        services.AddSingleton<CampaignRenderer>();
    }

    private static void AddContent(this IServiceCollection services)
    {
        services.AddScoped<StorageAccount>();
        services.AddScoped<ContentOpener>();
        services.AddSingleton<ContentInspector>();
        services.AddSingleton<ContentLinks>();
        services.AddSingleton<ContentReceiver>();
        services.AddSingleton<ScormUnpacker>();
    }

    private static void AddBilling(this IServiceCollection services)
    {
        services.AddScoped<BillingNotices>();
        services.AddScoped<BillingPeople>();
        services.AddScoped<PlanRules>();
        services.AddScoped<SubscriptionBook>();
        services.AddScoped<SubscriptionCancellation>();
        services.AddScoped<SubscriptionChanges>();
        services.AddSingleton<BillingEventKinds>();
        services.AddSingleton<IBillingEventKind, CheckoutCompleted>();
        services.AddSingleton<IBillingEventKind, SubscriptionChanged>();
        services.AddSingleton<IBillingEventKind, InvoiceChanged>();
        services.AddSingleton<IBillingEventKind, PaymentChanged>();
    }

    private static void AddAutomation(this IServiceCollection services)
    {
        services.AddScoped<CorrectedVerdicts>();
        services.AddScoped<LureOccurrences>();
        services.AddScoped<OccurrenceReader>();
        services.AddScoped<RuleDeeds>();
        services.AddScoped<RuleEnrollments>();
        services.AddScoped<RuleMatcher>();
        services.AddScoped<RuleMemberships>();
        services.AddScoped<RuleNotices>();
        services.AddScoped<RuleReferences>();
        services.AddScoped<RuleRunner>();
        services.AddScoped<EndpointRules>();
        services.AddScoped<WebhookPublisher>();
    }
}
