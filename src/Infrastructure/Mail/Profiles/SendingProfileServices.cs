using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Phishing.Senders;

namespace SecurityTraining.Infrastructure.Mail.Profiles;

/// <summary>What the operator allows the mail servers that companies name.</summary>
internal sealed class SendingProfileOptions
{
    public const string Section = "SendingProfiles";

    /// <summary>
    /// Networks (<c>10.0.5.0/24</c>) besides the Internet in which they may lie; only there may they be without TLS. None: a company cannot
    /// make the service connect into its own network.
    /// </summary>
    public IReadOnlyList<string> AllowedNetworks { get; set; } = [];

    /// <inheritdoc cref="SmtpOptions.CertificateAuthorityFile"/>
    public string? CertificateAuthorityFile { get; set; }

    /// <summary>Of connecting and of each answer.</summary>
    public int TimeoutSeconds { get; set; } = 30;
}

internal static class SendingProfileServices
{
    /// <exception cref="InvalidOperationException">A network of the options is none.</exception>
    public static IServiceCollection AddSendingProfiles(this IServiceCollection services, SendingProfileOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(AllowedNetworks.From(options));
        services.AddSingleton<ISendingServers, SendingServers>();
        services.AddSingleton<IDkimKeys, DkimKeys>();
        services.AddSingleton<OAuthTokens>();
        services.AddSingleton<ProfileTransports>();
        services.AddSingleton<ProfileSender>();
        services.AddSingleton<IProfileSender>(provider => provider.GetRequiredService<ProfileSender>());
        return services;
    }
}
