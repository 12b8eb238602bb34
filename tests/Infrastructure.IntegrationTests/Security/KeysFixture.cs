using Microsoft.Extensions.Time.Testing;
using SecurityTraining.Application.Common.Settings;
using SecurityTraining.Infrastructure.Security;

namespace SecurityTraining.Infrastructure.IntegrationTests.Security;

/// <summary>A data folder of its own, with keys, at a time that stands still.</summary>
public sealed class KeysFixture : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 9, 30, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("securitytraining-keys-");

    internal FakeTimeProvider Clock { get; } = new(Start);

    internal PublicAddress Address { get; } = new(new Uri("https://training.example.com/"));

    internal string Path => System.IO.Path.Combine(_folder.FullName, "keys");

    internal KeyFolder Folder() => new(new DataFolder(_folder.FullName));

    internal SigningKeys SigningKeys() => new(Folder(), Clock);

    internal MasterKey MasterKey() => new(Folder(), Clock);

    public void Dispose() => _folder.Delete(recursive: true);
}
