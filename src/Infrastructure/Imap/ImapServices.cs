using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Phishing.Reports;
using SecurityTraining.Application.Phishing.Returns;

namespace SecurityTraining.Infrastructure.Imap;

internal static class ImapServices
{
    public static IServiceCollection AddImap(this IServiceCollection services, ImapOptions options) => services
        .AddSingleton(options)
        .AddSingleton<ImapTokens>()
        .AddSingleton<GuardedMailboxes>()
        .AddSingleton<IMailboxes>(provider => provider.GetRequiredService<GuardedMailboxes>())
        .AddSingleton<ReturnAddresses>()
        .AddSingleton<IReturnedMailReader, ReturnedMailReader>()
        .AddHostedService<BounceCollector>();
}
