using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Application.Mailing.Campaigns;
using SecurityTraining.Application.Mailing.SystemTemplates;
using SecurityTraining.Infrastructure.Html;
using SecurityTraining.Infrastructure.Mail.Profiles;
using SecurityTraining.Infrastructure.Persistence;

namespace SecurityTraining.Infrastructure.Mail;

internal static class MailServices
{
    public static IServiceCollection AddMail(this IServiceCollection services, MailOptions options, SendingProfileOptions profiles)
    {
        if (!MailboxAddress.TryParse(options.From, out _))
        {
            throw new InvalidOperationException($"{MailOptions.Section}:{nameof(MailOptions.From)} is no mail address.");
        }

        services.AddSingleton(options);
        services.AddSingleton(options.Smtp);
        services.AddSingleton<MailBodies>();
        services.AddSingleton<ISystemMailLayout, MailLayout>();
        services.AddScoped<IMailOutbox, MailOutbox>();
        services.AddSingleton<IWorkHandler, OutgoingMailWorker>();
        services.AddSingleton<IMailHtml, CampaignHtml>();
        services.AddSingleton<CampaignEditions>();
        services.AddSingleton<IWorkHandler, CampaignMailWorker>();
        services.AddScoped<ICampaignReports, CampaignReports>();
        if (string.IsNullOrEmpty(options.Smtp.Host))
        {
            services.AddSingleton<IMailTransport, MailboxFolder>();
        }
        else
        {
            services.AddSingleton<IMailTransport, SmtpTransport>();
        }

        services.AddSendingProfiles(profiles);
        return services;
    }
}
