using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SecurityTraining.Domain.Learning.Courses;
using SecurityTraining.Infrastructure.Persistence;

namespace SecurityTraining.Infrastructure.Library;

/// <summary>Which build has published the library that the database holds: that one and no other need not compare it again.</summary>
internal sealed class LibraryEdition
{
    private const string Whole = "library";

    public string Name { get; private init; } = "";

    /// <summary>Of the assemblies that say what the library is and how it is kept; never the same for two builds.</summary>
    public string Build { get; private set; } = "";

    private static string ThisBuild { get; } = string.Join(
        ' ', new[] { typeof(LibraryEdition), typeof(Application.DependencyInjection), typeof(Course) }.Select(type => type.Module.ModuleVersionId.ToString("N")));

    public static async Task<bool> IsOfThisBuild(AppDbContext db, CancellationToken ct) =>
        await db.LibraryEditions.AnyAsync(edition => edition.Name == Whole && edition.Build == ThisBuild, ct);

    /// <summary>To be said once everything has been published.</summary>
    public static async Task SetToThisBuild(AppDbContext db, CancellationToken ct)
    {
        if (await db.LibraryEditions.SingleOrDefaultAsync(edition => edition.Name == Whole, ct) is { } known)
        {
            known.Build = ThisBuild;
        }
        else
        {
            db.Add(new LibraryEdition { Name = Whole, Build = ThisBuild });
        }

        await db.SaveChangesAsync(ct);
    }
}

internal sealed class LibraryEditionConfiguration : IEntityTypeConfiguration<LibraryEdition>
{
    public void Configure(EntityTypeBuilder<LibraryEdition> builder)
    {
        builder.ToTable(AppDbContext.ControlPlanePrefix + "library_editions");
        builder.HasKey(edition => edition.Name);
        builder.Property(edition => edition.Name).HasMaxLength(20);
        builder.Property(edition => edition.Build).HasMaxLength(110);
    }
}
