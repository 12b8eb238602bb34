using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using SecurityTraining.Application.Billing;
using SecurityTraining.Application.Common.Settings;
using SecurityTraining.Domain.Content;
using SecurityTraining.Domain.Learning.Enrollments;
using SecurityTraining.Infrastructure.Billing;
using SecurityTraining.Infrastructure.Content;
using SecurityTraining.Infrastructure.Csv;
using SecurityTraining.Infrastructure.Demo;
using SecurityTraining.Infrastructure.Dns;
using SecurityTraining.Infrastructure.Http;
using SecurityTraining.Infrastructure.Imap;
using SecurityTraining.Infrastructure.Jobs;
using SecurityTraining.Infrastructure.Library;
using SecurityTraining.Infrastructure.Mail;
using SecurityTraining.Infrastructure.Mail.Profiles;
using SecurityTraining.Infrastructure.OpenId;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.Infrastructure.Phishing;
using SecurityTraining.Infrastructure.Security;
using SecurityTraining.Infrastructure.Storage;
using SecurityTraining.Infrastructure.Webhooks;

namespace SecurityTraining.Infrastructure;

public static class DependencyInjection
{
    private const string FrontendKey = "SingleSignOn:SignedInUrl";
    private const string LearnerPageKey = "Frontend:LearnerUrl";

    /// <summary>Every adapter, chosen by the configuration: the real one where it is configured, its embedded stand-in where it is not.</summary>
    /// <exception cref="InvalidOperationException">The configuration contradicts itself or is unfit for Production.</exception>
    public static IServiceCollection AddInfrastructure(
        this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var data = DataFolder.From(configuration, environment);
        var mail = configuration.Options<MailOptions>(MailOptions.Section);
        services.AddSingleton(data);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(new PublicAddress(new Uri(configuration["PublicUrl"] ?? "http://localhost:5080")));
        services.AddSingleton(Frontend(configuration));
        services.AddSingleton(new LearnerPage(PageAt(configuration, LearnerPageKey)));
        services.AddSingleton(provider => ScormOrigin.From(
            configuration[ScormOrigin.ConfigurationKey],
            provider.GetRequiredService<PublicAddress>().Url,
            configuration.GetSection("Cors:AllowedOrigins").Get<string[]>() ?? []));
        services.AddPersistence(configuration, data);
        services.AddStorage(data, configuration.Options<S3Options>(S3Options.Section));
        services.AddContent(
            configuration.Options<ContentPolicy>(ContentPolicy.Section), configuration.Options<VirusScanOptions>(VirusScanOptions.Section));
        services.AddCsv();
        services.AddDns(configuration.Options<DnsOptions>(DnsOptions.Section));
        services.AddSecurity(configuration, data, environment);
        services.AddOutboundHttp(configuration.Options<OutboundHttpOptions>(OutboundHttpOptions.Section), environment);
        services.AddOpenId();
        services.AddWebhooks();
        services.AddSingleton(new BillingPage(PageAt(configuration, BillingPage.ConfigurationKey)));
        services.AddBilling(configuration.Options<StripeOptions>(StripeOptions.Section));
        services.AddJobs(configuration.Options<JobOptions>(JobOptions.Section));
        services.AddMail(mail, configuration.Options<SendingProfileOptions>(SendingProfileOptions.Section));
        services.AddImap(configuration.Options<ImapOptions>(ImapOptions.Section));
        services.AddLearning(configuration.Options<LearningPolicy>(LearningPolicy.Section));
        services.AddPhishing(PhishingSettings(configuration, environment), mail);
        services.AddDemo(configuration, environment);
        return services;
    }

    private static SignOnFrontend Frontend(IConfiguration configuration) => new(PageAt(configuration, FrontendKey));

    private static Uri? PageAt(IConfiguration configuration, string key) => configuration[key] switch
    {
        null or "" => null,
        var text when Uri.TryCreate(text, UriKind.Absolute, out var url)
            && url.Fragment.Length == 0
            && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)) => url,
        _ => throw new InvalidOperationException($"{key} must be an https address without a fragment."),
    };

    private static PhishingOptions PhishingSettings(IConfiguration configuration, IHostEnvironment environment)
    {
        var options = configuration.Options<PhishingOptions>(PhishingOptions.Section);
        if (environment.IsProduction() && options.AllowedUnverifiedDomains.Count > 0)
        {
            throw new InvalidOperationException(
                $"{PhishingOptions.Section}:{nameof(PhishingOptions.AllowedUnverifiedDomains)} is for Development only: "
                + "in Production every domain is proven by DNS.");
        }

        return options;
    }

    private static T Options<T>(this IConfiguration configuration, string section)
        where T : new() => configuration.GetSection(section).Get<T>() ?? new T();
}
