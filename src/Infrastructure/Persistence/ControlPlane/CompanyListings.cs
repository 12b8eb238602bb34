using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Platform;

namespace SecurityTraining.Infrastructure.Persistence.ControlPlane;

internal sealed class CompanyListingConfiguration : IEntityTypeConfiguration<CompanyListing>
{
    public void Configure(EntityTypeBuilder<CompanyListing> builder)
    {
        builder.ToTable(AppDbContext.ControlPlanePrefix + "companies");
        builder.HasKey(listing => listing.Id);
        builder.Property(listing => listing.Name).HasMaxLength(Company.MaxNameLength);
        builder.Property(listing => listing.NormalizedName).HasMaxLength(Company.MaxNameLength);
        builder.HasIndex(listing => new { listing.NormalizedName, listing.Id });
        builder.HasIndex(listing => new { listing.CreatedAt, listing.Id });
    }
}

/// <summary>Lets the list of companies follow each of them, whoever saves it, in the same transaction.</summary>
internal sealed class CompanyListings : SaveChangesInterceptor
{
    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(SavingChanges(eventData, result));

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        var db = (AppDbContext)eventData.Context!;
        foreach (var company in Changed(db))
        {
            Follow(db, company);
        }

        return result;
    }

    private static List<Company> Changed(AppDbContext db) =>
    [
        .. db.ChangeTracker.Entries<Company>()
            .Where(entry => entry.State == EntityState.Added
                || entry.Property(company => company.Name).IsModified
                || entry.Property(company => company.Status).IsModified
                || entry.Property(company => company.PeopleCount).IsModified)
            .Select(entry => entry.Entity),
    ];

    /// <summary>Without reading it: every company has its listing since the migration that made the list.</summary>
    private static void Follow(AppDbContext db, Company company)
    {
        if (db.CompanyListings.Local.FindEntry(company.Id) is { } known)
        {
            known.Entity.Follow(company);
        }
        else if (db.Entry(company).State == EntityState.Added)
        {
            db.Add(CompanyListing.Of(company));
        }
        else
        {
            db.Update(CompanyListing.Of(company));
        }
    }
}
