using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SecurityTraining.Application.Phishing;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Infrastructure.Persistence.ControlPlane;

/// <summary>At most one row: no company's lures are sent while it is there.</summary>
internal sealed class InstallationStopRow
{
    public const int TheOne = 1;

    public required int Id { get; init; }

    public required DateTimeOffset Since { get; init; }

    public required string Reason { get; set; }
}

internal sealed class InstallationStopConfiguration : IEntityTypeConfiguration<InstallationStopRow>
{
    public void Configure(EntityTypeBuilder<InstallationStopRow> builder)
    {
        builder.ToTable(AppDbContext.ControlPlanePrefix + "installation_stops");
        builder.HasKey(stop => stop.Id);
        builder.Property(stop => stop.Id).ValueGeneratedNever();
        builder.Property(stop => stop.Reason).HasMaxLength(PhishingPolicy.MaxReasonLength);
    }
}

internal sealed class InstallationStops(AppDbContext db) : IInstallationStop
{
    public Task<InstallationStop?> Find(CancellationToken ct) => db.InstallationStops.AsNoTracking()
        .Select(stop => new InstallationStop(stop.Since, stop.Reason))
        .SingleOrDefaultAsync(ct);

    public async Task Set(InstallationStop? stop, CancellationToken ct)
    {
        var known = await db.InstallationStops.SingleOrDefaultAsync(ct);
        switch (stop, known)
        {
            case (null, not null):
                db.Remove(known);
                break;
            case (not null, null):
                db.Add(new InstallationStopRow { Id = InstallationStopRow.TheOne, Since = stop.Since, Reason = stop.Reason });
                break;
            case (not null, not null):
                known.Reason = stop.Reason;
                break;
        }
    }
}
