using System.Net;
using System.Security.Cryptography;
using System.Text;
using ErrorOr;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Settings;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Identity;

/// <summary>
/// Which attempts to prove who one is are looked at. Each is counted as a failure before it is checked, and taken back if it was none.
/// Addresses that nobody has are counted like any other, so that being refused tells nothing.
/// </summary>
/// <remarks>One per message: a command that runs again because it has lost a race is still the same attempt.</remarks>
internal sealed class SignInThrottle(IAttemptCounter counter, ThrottlingOptions options, TimeProvider clock)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMinutes(1);

    private Reservation? _reserved;

    public Task<ErrorOr<Success>> ReservePassword(string email, IPAddress? address, CancellationToken ct)
    {
        var account = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(email)));
        var client = ClientAddress.Subscriber(address);
        List<AttemptLimit> limits =
        [
            new($"pair:{account}:{client}", options.PerAccountAndAddressPerMinute, TimeSpan.FromMinutes(1)),
            new($"account:{account}", options.PerAccountPerHour, TimeSpan.FromHours(1), FirstDelay),
        ];
        if (client is not null)
        {
            limits.Add(new($"address:{client}", options.PerAddressPerMinute, TimeSpan.FromMinutes(1)));
        }

        return Reserve(limits, ct);
    }

    /// <summary>Passwords and codes of somebody who is signed in, or has shown the right password: the five tries of one sign-in are not all.</summary>
    public Task<ErrorOr<Success>> ReserveSecondFactor(Guid userId, CancellationToken ct) =>
        Reserve([new($"second:{userId:N}", options.PerAccountPerHour, TimeSpan.FromHours(1), FirstDelay)], ct);

    /// <summary>The attempt was right, or has not been looked at after all.</summary>
    public async Task TakeBack(CancellationToken ct)
    {
        if (_reserved is { } reserved)
        {
            _reserved = null;
            await counter.TakeBack(reserved.AttemptId, reserved.Limits, ct);
        }
    }

    private async Task<ErrorOr<Success>> Reserve(List<AttemptLimit> limits, CancellationToken ct)
    {
        limits.RemoveAll(limit => limit.Free == 0);
        if (_reserved is not null || limits.Count == 0)
        {
            return Result.Success;
        }

        var attemptId = Guid.CreateVersion7(clock.GetUtcNow());
        var wait = await counter.Reserve(attemptId, limits, ct);
        if (wait > TimeSpan.Zero)
        {
            return AttemptErrors.TooMany(wait);
        }

        _reserved = new Reservation(attemptId, limits);
        return Result.Success;
    }

    private sealed record Reservation(Guid AttemptId, IReadOnlyList<AttemptLimit> Limits);
}
