using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Phishing.Senders;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Infrastructure.Mail.Profiles;

/// <summary>
/// The open connections of each profile. Whoever sends holds the pool meanwhile; one of an earlier version, or that nobody has used for a
/// while, is closed when the last one lets go of it.
/// </summary>
internal sealed class ProfileTransports(
    SendingProfileOptions options, AllowedNetworks networks, OAuthTokens tokens, ICompanySecrets secrets, TimeProvider clock) : IAsyncDisposable
{
    private static readonly TimeSpan MaxIdle = TimeSpan.FromMinutes(1);

    private readonly Dictionary<Guid, Pool> _pools = [];
    private readonly Lock _lock = new();

    /// <summary>The pool of the profile as it is; <see cref="Pool.Leave"/> gives it back.</summary>
    public async ValueTask<Pool> Rent(SendingRoute route)
    {
        Pool? old;
        Pool current;
        lock (_lock)
        {
            old = _pools.GetValueOrDefault(route.ProfileId);
            if (old?.Version == route.Version)
            {
                old.Enter();
                return old;
            }

            current = _pools[route.ProfileId] = Open(route);
            current.Enter();
        }

        if (old is not null)
        {
            await old.Retire();
        }

        return current;
    }

    /// <summary>Closes the pools that nobody has used for a while.</summary>
    public async Task CloseIdle()
    {
        List<Pool> idle;
        lock (_lock)
        {
            var longAgo = clock.GetUtcNow() - MaxIdle;
            var entries = _pools.Where(entry => entry.Value.IsIdleSince(longAgo)).ToList();
            entries.ForEach(entry => _pools.Remove(entry.Key));
            idle = entries.ConvertAll(entry => entry.Value);
        }

        foreach (var pool in idle)
        {
            await pool.Retire();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var pool in _pools.Values)
        {
            await pool.Retire();
        }
    }

    private Pool Open(SendingRoute route)
    {
        var settings = new SmtpOptions
        {
            Host = route.Server.Host,
            Port = route.Server.Port,
            Security = route.Server.Security switch
            {
                TransportSecurity.None => SmtpSecurity.None,
                TransportSecurity.Implicit => SmtpSecurity.Tls,
                _ => SmtpSecurity.StartTls,
            },
            CertificateAuthorityFile = options.CertificateAuthorityFile,
            Connections = route.Limits.Connections,
            MaxPerSecond = route.Limits.MaxPerSecond,
            TimeoutSeconds = options.TimeoutSeconds,
        };
        return new Pool(route.Version, new SmtpTransport(settings, clock, new ProfileServer(route, networks, tokens, secrets, clock)), clock);
    }

    /// <param name="version">Of the profile.</param>
    internal sealed class Pool(int version, SmtpTransport transport, TimeProvider clock)
    {
        private readonly Lock _lock = new();
        private DateTimeOffset _usedAt = clock.GetUtcNow();
        private int _users;
        private bool _isRetired;

        public int Version => version;

        public SmtpTransport Transport => transport;

        public void Enter()
        {
            lock (_lock)
            {
                _users++;
            }
        }

        public async Task Leave()
        {
            bool isLast;
            lock (_lock)
            {
                _usedAt = clock.GetUtcNow();
                isLast = --_users == 0 && _isRetired;
            }

            if (isLast)
            {
                await transport.DisposeAsync();
            }
        }

        public bool IsIdleSince(DateTimeOffset time)
        {
            lock (_lock)
            {
                return _users == 0 && _usedAt < time;
            }
        }

        public async Task Retire()
        {
            bool isUnused;
            lock (_lock)
            {
                isUnused = _users == 0 && !_isRetired;
                _isRetired = true;
            }

            if (isUnused)
            {
                await transport.DisposeAsync();
            }
        }
    }
}
