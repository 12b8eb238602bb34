using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SecurityTraining.Application.Common.Work;

namespace SecurityTraining.Infrastructure.Persistence.Work;

/// <summary>
/// One piece of work, in the control plane: ids and routing, no content. <see cref="DueAt"/> is also the lease: claiming an item moves it
/// into the future, so that the work of a killed worker becomes due again by itself.
/// </summary>
internal sealed class WorkItemRow
{
    public static readonly Guid CommonLane = Guid.Empty;

    public required Guid Id { get; init; }

    public required Guid CompanyId { get; init; }

    public required WorkKind Kind { get; init; }

    public required Guid SubjectId { get; init; }

    public Guid? GroupId { get; init; }

    /// <summary>Never null, so that the oldest of a lane is found by an index.</summary>
    public Guid LaneId { get; set; } = CommonLane;

    public required DateTimeOffset DueAt { get; set; }

    /// <summary>Who has claimed it; a worker may finish only what still carries its own lease.</summary>
    public Guid? LeaseId { get; set; }

    public int Attempts { get; set; }

    public bool IsHeld { get; set; }

    /// <summary>Set when the last try has failed: the item waits for an operator.</summary>
    public DateTimeOffset? DeadAt { get; set; }

    public string? LastError { get; set; }
}

/// <summary>Which company and person sign in with a mail address, of which only the SHA-256 is kept.</summary>
internal sealed class SignInRouteRow
{
    public required byte[] EmailHash { get; init; }

    public required Guid CompanyId { get; set; }

    public required Guid UserId { get; set; }

    /// <summary>Null once the person has proven that the address is theirs.</summary>
    public DateTimeOffset? UnprovenUntil { get; set; }
}

internal sealed class ControlPlaneConfiguration : IEntityTypeConfiguration<WorkItemRow>, IEntityTypeConfiguration<SignInRouteRow>
{
    public const int MaxErrorLength = 500;

    public void Configure(EntityTypeBuilder<WorkItemRow> builder)
    {
        builder.ToTable(AppDbContext.ControlPlanePrefix + "work_items");
        builder.HasKey(item => item.Id);
        builder.Property(item => item.LastError).HasMaxLength(MaxErrorLength);
        builder.HasIndex(item => new { item.Kind, item.LaneId, item.DueAt }).HasFilter("dead_at IS NULL AND NOT is_held");
        builder.HasIndex(item => new { item.CompanyId, item.GroupId });
    }

    public void Configure(EntityTypeBuilder<SignInRouteRow> builder)
    {
        builder.ToTable(AppDbContext.ControlPlanePrefix + "sign_in_routes");
        builder.HasKey(route => route.EmailHash);
        builder.Property(route => route.EmailHash).HasMaxLength(32);

        // Of two people who take an address over at the same moment, or one who proves it meanwhile, one wins.
        builder.Property(route => route.UserId).IsConcurrencyToken();
        builder.Property(route => route.UnprovenUntil).IsConcurrencyToken();
    }
}
