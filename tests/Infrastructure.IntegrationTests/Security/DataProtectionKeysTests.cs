using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Infrastructure.IntegrationTests.Security;

public sealed class DataProtectionKeysTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Every_instance_opens_what_another_has_closed_and_the_database_alone_opens_nothing(DatabaseProvider provider)
    {
        await using var here = await TestApp.Start(provider);
        var closed = Protector(here).Protect("a secret");
        await using var there = here.StartBeside();

        Protector(there).Unprotect(closed).ShouldBe("a secret");

        (await Keys(here)).ShouldHaveSingleItem().ShouldContain("masterKeyEncrypted");
        Directory.GetFiles(Path.Combine(here.DataFolder, "keys"), "key-*.xml").ShouldBeEmpty();
        File.WriteAllBytes(Path.Combine(here.DataFolder, "keys", "master.key"), RandomNumberGenerator.GetBytes(32));
        await using var elsewhere = here.StartBeside();
        Should.Throw<CryptographicException>(() => Protector(elsewhere).Unprotect(closed));
    }

    [Fact]
    public async Task A_certificate_takes_the_place_of_the_master_key()
    {
        using var folder = new KeysFixture();
        var file = Path.Combine(Directory.CreateDirectory(folder.Path).FullName, "operator.pfx");
        using (var key = RSA.Create(2048))
        {
            var request = new CertificateRequest("CN=operator", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            using var certificate = request.CreateSelfSigned(KeysFixture.Start.AddDays(-1), KeysFixture.Start.AddYears(10));
            await File.WriteAllBytesAsync(file, certificate.Export(X509ContentType.Pkcs12, "open sesame"));
        }

        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["DataProtection:CertificateFile"] = file,
            ["DataProtection:CertificatePassword"] = "open sesame",
        };
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite, settings: settings);
        var closed = Protector(app).Protect("a secret");

        (await Keys(app)).ShouldHaveSingleItem().ShouldContain("EncryptedData");
        await using var beside = app.StartBeside(settings);
        Protector(beside).Unprotect(closed).ShouldBe("a secret");
        await using var without = app.StartBeside();
        Should.Throw<CryptographicException>(() => Protector(without).Unprotect(closed));
        settings["DataProtection:CertificatePassword"] = "open barley";
        Should.Throw<InvalidOperationException>(() => app.StartBeside(settings)).Message.ShouldContain("operator.pfx");
    }

    private static IDataProtector Protector(TestApp app) => app.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    private static Task<List<string>> Keys(TestApp app) =>
        app.InDatabase(Guid.Empty, async (_, db) => await db.DataProtectionKeys.Select(key => key.Xml).ToListAsync());
}
