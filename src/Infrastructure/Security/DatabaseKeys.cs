using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common;
using SecurityTraining.Infrastructure.Persistence;

namespace SecurityTraining.Infrastructure.Security;

/// <summary>A key of Data Protection, encrypted, in the control plane: it belongs to the installation, not to a company.</summary>
internal sealed class DataProtectionKeyRow
{
    public required Guid Id { get; init; }

    public required string Xml { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class DataProtectionKeyConfiguration : IEntityTypeConfiguration<DataProtectionKeyRow>
{
    public void Configure(EntityTypeBuilder<DataProtectionKeyRow> builder)
    {
        builder.ToTable(AppDbContext.ControlPlanePrefix + "data_protection_keys");
        builder.HasKey(key => key.Id);
    }
}

/// <summary>
/// The keys of Data Protection in the database, where every instance finds them. Those that earlier versions have kept in the data folder
/// are still read. The framework asks synchronously: at start and about once a day.
/// </summary>
internal sealed class DatabaseKeys(IServiceScopeFactory scopes, KeyFolder folder, TimeProvider clock) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        var stored = InControlPlane(db => db.DataProtectionKeys.AsNoTracking().OrderBy(key => key.CreatedAt).Select(key => key.Xml).ToList());
        return [.. stored.Select(XElement.Parse), .. folder.List("key-*.xml").Select(file => XElement.Load(file))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        var now = clock.GetUtcNow();
        InControlPlane(db =>
        {
            db.Add(new DataProtectionKeyRow
            {
                Id = Guid.CreateVersion7(now),
                Xml = element.ToString(SaveOptions.DisableFormatting),
                CreatedAt = now,
            });
            return db.SaveChanges();
        });
    }

    private T InControlPlane<T>(Func<AppDbContext, T> step)
    {
        using var scope = scopes.CreateScope();
        scope.ServiceProvider.GetRequiredService<ITenant>().EnterControlPlane();
        return step(scope.ServiceProvider.GetRequiredService<AppDbContext>());
    }
}
