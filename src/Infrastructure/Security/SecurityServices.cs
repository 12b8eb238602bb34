using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Settings;
using StackExchange.Redis;

namespace SecurityTraining.Infrastructure.Security;

internal static class SecurityServices
{
    public static IServiceCollection AddSecurity(
        this IServiceCollection services, IConfiguration configuration, DataFolder data, IHostEnvironment environment)
    {
        var keys = new KeyFolder(data);
        services.AddSingleton(keys);
        services.AddDataProtectionKeys(configuration);
        services.AddSingleton<MasterKey>();
        services.AddSingleton(provider => new SigningKeys(keys, provider.GetRequiredService<TimeProvider>()));

        services.AddSingleton<IPasswordHasher, Argon2PasswordHasher>();
        services.AddSingleton<ICommonPasswords, CommonPasswords>();
        services.AddSingleton<IAccessTokens, AccessTokens>();
        services.AddSingleton<AccessTokenReader>();
        services.AddSingleton<IOpaqueTokens, OpaqueTokens>();
        services.AddSingleton<ITrackingTokens, TrackingTokens>();
        services.AddSingleton<ISessionStates, SessionStates>();
        services.AddSingleton<ICompanyStandings, CompanyStandings>();
        services.AddSingleton<ITotp, Totp>();
        services.AddSingleton<ICompanySecrets, CompanySecrets>();
        services.AddAttempts(configuration);

        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<PlatformAdministrator>(provider, configuration, environment));
        return services;
    }

    private static void AddAttempts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(configuration.GetSection(ThrottlingOptions.Section).Get<ThrottlingOptions>() ?? new ThrottlingOptions());
        services.AddSingleton<InProcessAttempts>();
        if (configuration.GetConnectionString("Redis") is { Length: > 0 } address)
        {
            var redis = ConfigurationOptions.Parse(address);
            redis.AbortOnConnectFail = false;
            services.AddSingleton<IConnectionMultiplexer>(_ => ConnectionMultiplexer.Connect(redis));
            services.AddSingleton<IAttemptCounter, RedisAttempts>();
        }
        else
        {
            services.AddSingleton<IAttemptCounter>(provider => provider.GetRequiredService<InProcessAttempts>());
        }
    }
}
