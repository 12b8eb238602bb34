using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace SecurityTraining.Infrastructure.Security;

/// <summary>
/// The keys that sign access tokens (ES256), one file each. The newest signs; the others keep verifying until no token of theirs can be good
/// any more, and then go. A new one is made when the newest is three months old, or when the operator wants one.
/// </summary>
public sealed class SigningKeys
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    /// <summary>
    /// How long a key outlives the coming of the next: more than the ten minutes of a token and the time within which every instance has
    /// noticed that there is a new one.
    /// </summary>
    public static readonly TimeSpan Retirement = TimeSpan.FromHours(1);

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(15);

    private const string Prefix = "signing-";
    private const string Pattern = Prefix + "*.pem";

    private readonly KeyFolder _folder;
    private readonly TimeProvider _clock;
    private readonly Lock _loading = new();
    private volatile Ring _ring;

    internal SigningKeys(KeyFolder folder, TimeProvider clock)
    {
        _folder = folder;
        _clock = clock;
        _ring = Load();
    }

    /// <summary>The public halves, as everybody may know them.</summary>
    public PublicKeySet Published => CurrentRing().Published;

    /// <summary>Makes a new key, which signs from now on; nobody is signed out. Instances that share the folder follow within seconds.</summary>
    /// <returns>Its id.</returns>
    public string Rotate()
    {
        lock (_loading)
        {
            _ring = Load(withNewKey: true);
            return _ring.Credentials.Key.KeyId;
        }
    }

    internal SigningCredentials Current => CurrentRing().Credentials;

    /// <summary>A key that another instance has made since is found too.</summary>
    internal SecurityKey? Find(string? kid)
    {
        if (kid is null)
        {
            return null;
        }

        if (_ring.ByKid.TryGetValue(kid, out var key))
        {
            return key;
        }

        return _ring.FolderChangedAt == _folder.ChangedAt ? null : Reload(_ring).ByKid.GetValueOrDefault(kid);
    }

    private Ring CurrentRing()
    {
        var (ring, now) = (_ring, _clock.GetUtcNow());
        if (ring.LookAgainAt > now)
        {
            return ring;
        }

        if (ring.CurrentSince + Lifetime > now && ring.FirstRetiresAt > now && ring.FolderChangedAt == _folder.ChangedAt)
        {
            ring.LookAgainAt = now + LookAgain;
            return ring;
        }

        return Reload(ring);
    }

    private Ring Reload(Ring known)
    {
        lock (_loading)
        {
            return ReferenceEquals(_ring, known) ? _ring = Load() : _ring;
        }
    }

    private Ring Load(bool withNewKey = false) => _folder.Exclusively(() =>
    {
        var now = _clock.GetUtcNow();
        var files = _folder.List(Pattern);
        if (withNewKey || files.Count == 0 || CreatedAt(files[^1]) + Lifetime <= now)
        {
            _folder.Write(NextName(files), NewKey(), now);
            files = _folder.List(Pattern);
        }

        foreach (var retired in files.Zip(files.Skip(1)).TakeWhile(pair => CreatedAt(pair.Second) + Retirement <= now).ToList())
        {
            File.Delete(retired.First);
        }

        files = _folder.List(Pattern);
        var firstRetiresAt = files.Count > 1 ? CreatedAt(files[1]) + Retirement : DateTimeOffset.MaxValue;
        return new Ring([.. files.Select(Read)], CreatedAt(files[^1]), firstRetiresAt, _folder.ChangedAt) { LookAgainAt = now + LookAgain };
    });

    private static DateTimeOffset CreatedAt(string file) => new(File.GetLastWriteTimeUtc(file));

    private static string NextName(IReadOnlyList<string> files)
    {
        var last = files.Count == 0 ? 0 : int.Parse(Path.GetFileNameWithoutExtension(files[^1])[Prefix.Length..], CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{Prefix}{last + 1:0000}.pem");
    }

    private static byte[] NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem());
    }

    private static ECDsaSecurityKey Read(string file)
    {
        var ecdsa = ECDsa.Create();
        ecdsa.ImportFromPem(File.ReadAllText(file));
        var key = new ECDsaSecurityKey(ecdsa);
        key.KeyId = Base64UrlEncoder.Encode(key.ComputeJwkThumbprint());
        return key;
    }

    private sealed class Ring(
        IReadOnlyList<ECDsaSecurityKey> keys, DateTimeOffset currentSince, DateTimeOffset firstRetiresAt, DateTime folderChangedAt)
    {
        private long _lookAgainAt;

        /// <summary>When the folder is looked at next; written by whoever has looked.</summary>
        public DateTimeOffset LookAgainAt
        {
            get => new(Volatile.Read(ref _lookAgainAt), TimeSpan.Zero);
            set => Volatile.Write(ref _lookAgainAt, value.UtcTicks);
        }

        public SigningCredentials Credentials { get; } = new(keys[^1], SecurityAlgorithms.EcdsaSha256);

        public DateTimeOffset CurrentSince { get; } = currentSince;

        public DateTimeOffset FirstRetiresAt { get; } = firstRetiresAt;

        public DateTime FolderChangedAt { get; } = folderChangedAt;

        public FrozenDictionary<string, ECDsaSecurityKey> ByKid { get; } = keys.ToFrozenDictionary(key => key.KeyId, StringComparer.Ordinal);

        public PublicKeySet Published { get; } = new([.. keys.Select(Publish)]);

        private static PublicKey Publish(ECDsaSecurityKey key)
        {
            var point = key.ECDsa.ExportParameters(includePrivateParameters: false).Q;
            return new PublicKey("EC", "P-256", Base64UrlEncoder.Encode(point.X), Base64UrlEncoder.Encode(point.Y), key.KeyId, "sig", "ES256");
        }
    }
}

/// <summary>A JWK set (RFC 7517); the members are named as it wants them.</summary>
public sealed record PublicKeySet(IReadOnlyList<PublicKey> Keys);

public sealed record PublicKey(string Kty, string Crv, string X, string Y, string Kid, string Use, string Alg);
