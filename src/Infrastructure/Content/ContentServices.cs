using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Content;
using SecurityTraining.Domain.Content;

namespace SecurityTraining.Infrastructure.Content;

internal static class ContentServices
{
    public static IServiceCollection AddContent(this IServiceCollection services, ContentPolicy policy, VirusScanOptions scan)
    {
        services.AddSingleton(policy);
        services.AddSingleton(scan);
        services.AddSingleton<IContentTokens, ContentTokens>();
        services.AddSingleton<IThumbnails, SkiaThumbnails>();
        return string.IsNullOrEmpty(scan.Host)
            ? services.AddSingleton<IVirusScanner, NoVirusScanner>()
            : services.AddSingleton<IVirusScanner, ClamdScanner>();
    }
}
