using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Billing;
using SecurityTraining.Infrastructure.Persistence.ControlPlane;

namespace SecurityTraining.Infrastructure.Billing;

internal static class BillingServices
{
    public static IServiceCollection AddBilling(this IServiceCollection services, StripeOptions options)
    {
        if (options is { IsConfigured: true, WebhookSecrets.Count: 0 })
        {
            throw new InvalidOperationException($"{StripeOptions.Section}:{nameof(StripeOptions.WebhookSecrets)} is needed: without it nothing is learned of payments.");
        }

        services.AddSingleton(options);
        services.AddSingleton<StripeConnection>();
        services.AddSingleton<StripePrices>();
        services.AddSingleton<IPlanPrices>(provider => provider.GetRequiredService<StripePrices>());
        services.AddSingleton<IPaymentPages, StripePages>();
        services.AddSingleton<IProviderSubscriptions, StripeSubscriptions>();
        services.AddSingleton<IProviderRecords, StripeRecords>();
        services.AddSingleton<IBillingSignatures, StripeSignatures>();
        services.AddScoped<IBillingDirectory, BillingDirectory>();
        services.AddScoped<IRevenueReports, RevenueReports>();
        services.AddHostedService<ReconciliationStarter>();
        return services;
    }
}
