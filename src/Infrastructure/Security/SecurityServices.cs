using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SecurityTraining.Application.Common.Security;

namespace SecurityTraining.Infrastructure.Security;

internal static class SecurityServices
{
    public static IServiceCollection AddSecurity(
        this IServiceCollection services, IConfiguration configuration, DataFolder data, IHostEnvironment environment)
    {
        var keys = new KeyFolder(data);
        services.AddSingleton(keys);
        services.AddDataProtection().SetApplicationName("SecurityTraining").PersistKeysToFileSystem(new DirectoryInfo(keys.Path));
        services.AddSingleton<MasterKey>();
        services.AddSingleton(provider => new SigningKeys(keys, provider.GetRequiredService<TimeProvider>()));

        services.AddSingleton<IPasswordHasher, Argon2PasswordHasher>();
        services.AddSingleton<ICommonPasswords, CommonPasswords>();
        services.AddSingleton<IAccessTokens, AccessTokens>();
        services.AddSingleton<AccessTokenReader>();
        services.AddSingleton<IOpaqueTokens, OpaqueTokens>();
        services.AddSingleton<ITrackingTokens, TrackingTokens>();
        services.AddSingleton<ISessionStates, SessionStates>();

        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<PlatformAdministrator>(provider, configuration, environment));
        return services;
    }
}
