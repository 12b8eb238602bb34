using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Settings;
using SecurityTraining.Application.Phishing;
using SecurityTraining.Application.Phishing.Imports;
using SecurityTraining.Application.Phishing.Reports;
using SecurityTraining.Application.Phishing.Tracking;
using SecurityTraining.Application.Phishing.Verdicts;
using SecurityTraining.Application.Phishing.WorksCouncil;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Csv;
using SecurityTraining.Infrastructure.Html;
using SecurityTraining.Infrastructure.Http;
using SecurityTraining.Infrastructure.Library;
using SecurityTraining.Infrastructure.Mail;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.Infrastructure.Persistence.ControlPlane;
using SecurityTraining.Infrastructure.Phishing.Reports;

namespace SecurityTraining.Infrastructure.Phishing;

internal static class PhishingServices
{
    public static IServiceCollection AddPhishing(this IServiceCollection services, PhishingOptions phishing, MailOptions mail)
    {
        var installationDomain = MailboxAddress.Parse(mail.From).Domain;
        phishing.SenderDomains = [installationDomain, .. phishing.SenderDomains];
        if (phishing.ScannerRanges.FirstOrDefault(range => !VerdictRule.IsRange(range)) is { } wrong)
        {
            throw new InvalidOperationException($"{PhishingOptions.Section}:{nameof(PhishingOptions.ScannerRanges)}: {wrong} is no address range such as 192.0.2.0/24.");
        }

        services.AddSingleton(phishing);
        services.AddSingleton(new LureSenders(installationDomain));
        services.AddSingleton<ILureHtml, LureHtml>();
        services.AddSingleton<ForeignMailHtml>();
        services.AddSingleton<ILureFiles, LureFiles>();
        services.AddSingleton<IPageFetcher, PageFetcher>();
        services.AddSingleton<ILureDocuments, LureDocuments>();
        services.AddSingleton<IQrCodes, QrCodes>();
        services.AddSingleton<LureCache>();
        services.AddSingleton<IHitIntake, HitIntake>();
        services.AddSingleton<ILurePages, LurePages>();
        services.AddSingleton<LureLibrary>();
        services.AddSingleton<IMailReader, MimeMailReader>();
        services.AddScoped<IPhishingReports, PhishingReports>();
        services.AddScoped<ILureHistory, LureHistory>();
        services.AddScoped<IInstallationStop, InstallationStops>();
        services.AddScoped<IHitReports, HitReports>();
        services.AddScoped<IPseudonymousRecords, PseudonymousRecords>();
        services.AddSingleton<IHitOrigins, HitOrigins>();
        services.AddSingleton<ICsvWriter, CsvExportWriter>();
        services.AddHostedService<LureDispatcher>();
        return services;
    }
}
