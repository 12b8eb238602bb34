using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Infrastructure.Persistence.Configurations;

namespace SecurityTraining.Infrastructure.Persistence;

/// <summary>When an address was last sent mails of one kind; of the address only a hash is kept, and that for an hour.</summary>
internal sealed class MailAllowanceRow
{
    public const int KeyLength = 64;

    public required string Key { get; init; }

    public required IReadOnlyList<DateTimeOffset> Times { get; set; }

    /// <summary>From then on the row says nothing any more.</summary>
    public required DateTimeOffset EndsAt { get; set; }

    public int Version { get; set; } = 1;
}

internal sealed class MailAllowanceConfiguration : IEntityTypeConfiguration<MailAllowanceRow>
{
    public void Configure(EntityTypeBuilder<MailAllowanceRow> builder)
    {
        builder.ToTable(AppDbContext.ControlPlanePrefix + "mail_allowances");
        builder.HasKey(row => row.Key);
        builder.Property(row => row.Key).HasMaxLength(MailAllowanceRow.KeyLength);
        builder.Property(row => row.Times).HasJsonConversion();
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasIndex(row => row.EndsAt);
    }
}

internal sealed class MailAllowances(AppDbContext db, TimeProvider clock) : IMailAllowances
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    public async Task<IReadOnlySet<string>> Take(MailReason reason, IReadOnlyCollection<string> addresses, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var keys = addresses.Distinct(StringComparer.Ordinal).ToDictionary(address => address, address => KeyOf(reason, address), StringComparer.Ordinal);
        var wanted = keys.Values.ToList();
        var rows = await db.MailAllowances.Where(row => wanted.Contains(row.Key)).ToDictionaryAsync(row => row.Key, StringComparer.Ordinal, ct);
        return keys.Where(entry => TryTake(rows.GetValueOrDefault(entry.Value), entry.Value, now)).Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);
    }

    private bool TryTake(MailAllowanceRow? row, string key, DateTimeOffset now)
    {
        if (row is null)
        {
            db.Add(new MailAllowanceRow { Key = key, Times = [now], EndsAt = now + Window });
            return true;
        }

        var recent = row.Times.Where(time => time > now - Window).ToList();
        if (recent.Count >= IMailAllowances.MostPerHour)
        {
            return false;
        }

        (row.Times, row.EndsAt, row.Version) = ([.. recent, now], now + Window, row.Version + 1);
        return true;
    }

    private static string KeyOf(MailReason reason, string address) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{reason} {address}")));
}
