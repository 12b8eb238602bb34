using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SecurityTraining.Application.Platform.Looks;
using SecurityTraining.Domain.Platform;

namespace SecurityTraining.Infrastructure.Persistence.ControlPlane;

/// <summary>Into which company a look leads; whether it still does is the look's own to say.</summary>
internal sealed class LookRouteRow
{
    public required Guid LookId { get; init; }

    public required Guid CompanyId { get; init; }
}

internal sealed class LookRouteConfiguration : IEntityTypeConfiguration<LookRouteRow>
{
    public void Configure(EntityTypeBuilder<LookRouteRow> builder)
    {
        builder.ToTable(AppDbContext.ControlPlanePrefix + "look_routes");
        builder.HasKey(route => route.LookId);
    }
}

internal sealed class LookRoutes(AppDbContext db) : ILookRoutes
{
    public void Add(CompanyLook look) => db.Add(new LookRouteRow { LookId = look.Id, CompanyId = look.CompanyId });

    public Task<Guid?> FindCompany(Guid lookId, CancellationToken ct) => db.LookRoutes.AsNoTracking()
        .Where(route => route.LookId == lookId)
        .Select(route => (Guid?)route.CompanyId)
        .SingleOrDefaultAsync(ct);
}
