using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace SecurityTraining.Infrastructure.Security;

internal static class DataProtectionKeys
{
    private const string Section = "DataProtection";

    /// <summary>In the database, protected by the operator's certificate or, without one, by the master key.</summary>
    /// <exception cref="InvalidOperationException">The certificate cannot be used.</exception>
    public static void AddDataProtectionKeys(this IServiceCollection services, IConfiguration configuration)
    {
        var protection = services.AddDataProtection().SetApplicationName("SecurityTraining");
        services.AddSingleton<DatabaseKeys>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(options =>
        {
            options.XmlRepository = provider.GetRequiredService<DatabaseKeys>();
            options.XmlEncryptor ??= new MasterKeyEncryptor(provider.GetRequiredService<MasterKey>());
        }));
        if (configuration[$"{Section}:CertificateFile"] is { Length: > 0 } file)
        {
            var certificate = Load(file, configuration[$"{Section}:CertificatePassword"]);
            protection.ProtectKeysWithCertificate(certificate);
            protection.UnprotectKeysWithAnyCertificate([certificate, .. Previous(configuration)]);
        }
    }

    /// <summary>Of which keys may still hang, until they have been replaced.</summary>
    private static IEnumerable<X509Certificate2> Previous(IConfiguration configuration) =>
        (configuration.GetSection($"{Section}:PreviousCertificateFiles").Get<string[]>() ?? [])
            .Select(file => Load(file, configuration[$"{Section}:CertificatePassword"]));

    private static X509Certificate2 Load(string file, string? password)
    {
        try
        {
            var certificate = X509CertificateLoader.LoadPkcs12FromFile(file, password);
            return certificate.HasPrivateKey
                ? certificate
                : throw new InvalidOperationException($"{Section}: {file} holds no private key.");
        }
        catch (Exception exception) when (exception is System.Security.Cryptography.CryptographicException or IOException)
        {
            throw new InvalidOperationException($"{Section}: {file} is no PKCS #12 file that can be opened. {exception.Message}", exception);
        }
    }
}
