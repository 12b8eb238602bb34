using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using NSec.Cryptography;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Infrastructure.Security;

/// <summary>Argon2id with 19 MiB and two passes. As many at once as there are cores; a few wait, more are turned away.</summary>
internal sealed partial class Argon2PasswordHasher(int concurrency, int maxWaiting) : IPasswordHasher, IDisposable
{
    private const int SaltLength = 16;
    private const int HashLength = 32;

    private static readonly Cost Current = new(MemoryKib: 19 * 1024, Passes: 2);

    /// <summary>Stands in where there is no hash to compare with; no password leads to its hash, which is random.</summary>
    private static readonly Phc Nobody = new(Current, RandomNumberGenerator.GetBytes(SaltLength), RandomNumberGenerator.GetBytes(HashLength));

    private readonly SemaphoreSlim _turns = new(concurrency, concurrency);
    private int _inside;

    public Argon2PasswordHasher()
        : this(Environment.ProcessorCount, maxWaiting: 64)
    {
    }

    public Task<string> Hash(string password, CancellationToken ct) => InTurn(
        () =>
        {
            var salt = RandomNumberGenerator.GetBytes(SaltLength);
            return new Phc(Current, salt, Derive(password, Current, salt, HashLength)).ToString();
        },
        ct);

    public Task<bool> Verify(string password, string? hash, CancellationToken ct) => InTurn(
        () =>
        {
            var stored = hash is null ? Nobody : Phc.Parse(hash) ?? Nobody;
            var derived = Derive(password, stored.Cost, stored.Salt, stored.Hash.Length);
            return CryptographicOperations.FixedTimeEquals(derived, stored.Hash);
        },
        ct);

    public void Dispose() => _turns.Dispose();

    private static byte[] Derive(string password, Cost cost, byte[] salt, int length)
    {
        var argon2 = PasswordBasedKeyDerivationAlgorithm.Argon2id(
            new Argon2Parameters { DegreeOfParallelism = 1, MemorySize = cost.MemoryKib, NumberOfPasses = cost.Passes });
        return argon2.DeriveBytes(Encoding.UTF8.GetBytes(PasswordPolicy.Normalize(password)), salt, length);
    }

    private async Task<T> InTurn<T>(Func<T> work, CancellationToken ct)
    {
        if (Interlocked.Increment(ref _inside) > concurrency + maxWaiting)
        {
            Interlocked.Decrement(ref _inside);
            throw new PasswordHashingBusyException();
        }

        try
        {
            await _turns.WaitAsync(ct);
            try
            {
                return await Task.Run(work, ct);
            }
            finally
            {
                _turns.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
        }
    }

    private sealed record Cost(int MemoryKib, int Passes);

    /// <summary>The PHC string format, as every implementation of Argon2 writes it: Base64 without padding.</summary>
    private sealed partial record Phc(Cost Cost, byte[] Salt, byte[] Hash)
    {
        public static Phc? Parse(string text) => Pattern().Match(text) is { Success: true } match
            ? new Phc(
                new Cost(Number(match, "m"), Number(match, "t")),
                Decode(match.Groups["salt"].Value),
                Decode(match.Groups["hash"].Value))
            : null;

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture, $"$argon2id$v=19$m={Cost.MemoryKib},t={Cost.Passes},p=1${Encode(Salt)}${Encode(Hash)}");

        private static int Number(Match match, string name) => int.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture);

        private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

        private static byte[] Decode(string text) => Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='));

        // A salt of 16 bytes and a hash of 32: what libsodium can compute and what this class has written.
        // A timeout would be wall-clock time, and refuse good passwords on a busy machine.
        [GeneratedRegex(
            @"^\$argon2id\$v=19\$m=(?<m>[1-9][0-9]{0,6}),t=(?<t>[1-9][0-9]?),p=1\$(?<salt>[A-Za-z0-9+/]{21}[AQgw])\$(?<hash>[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048])$",
            RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
            matchTimeoutMilliseconds: Timeout.Infinite)]
        private static partial Regex Pattern();
    }
}
