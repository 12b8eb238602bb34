using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;

namespace SecurityTraining.Infrastructure.Persistence.Configurations;

/// <summary>
/// What every table of a company has: the company first in its key, so that a foreign key can only point within the company, and the
/// version as concurrency token.
/// </summary>
internal abstract class CompanyOwnedConfiguration<T> : IEntityTypeConfiguration<T>
    where T : Entity, ICompanyOwned
{
    public void Configure(EntityTypeBuilder<T> builder)
    {
        builder.HasKey(entity => new { entity.CompanyId, entity.Id });
        if (typeof(T).IsAssignableTo(typeof(AggregateRoot)))
        {
            builder.ConfigureAggregate();
            builder.HasOne<Company>().WithMany().HasForeignKey(entity => entity.CompanyId).OnDelete(DeleteBehavior.Restrict);
        }

        ConfigureRest(builder);
    }

    protected abstract void ConfigureRest(EntityTypeBuilder<T> builder);
}

/// <summary>
/// What every table has whose rows may be the platform's. Those have no company, so the company can't be part of the key, and nothing refers to
/// these tables by foreign key.
/// </summary>
internal abstract class PlatformContentConfiguration<T> : IEntityTypeConfiguration<T>
    where T : AggregateRoot, IPlatformContent
{
    public void Configure(EntityTypeBuilder<T> builder)
    {
        builder.HasKey(entity => entity.Id);
        builder.ConfigureAggregate();
        builder.HasOne<Company>().WithMany().HasForeignKey(entity => entity.CompanyId).OnDelete(DeleteBehavior.Restrict);
        ConfigureRest(builder);
    }

    protected abstract void ConfigureRest(EntityTypeBuilder<T> builder);
}

internal static class ConfigurationExtensions
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static void ConfigureAggregate<T>(this EntityTypeBuilder<T> builder)
        where T : class
    {
        builder.Property(nameof(AggregateRoot.Version)).IsConcurrencyToken();
        builder.Ignore(nameof(AggregateRoot.DomainEvents));
    }

    /// <summary>Keeps a value as JSON text; it is replaced as a whole, never changed in place.</summary>
    public static PropertyBuilder<T> HasJsonConversion<T>(this PropertyBuilder<T> property)
        where T : notnull => Convert(property);

    /// <inheritdoc cref="HasJsonConversion{T}(PropertyBuilder{T})"/>
    public static ComplexTypePropertyBuilder<T> HasJsonConversion<T>(this ComplexTypePropertyBuilder<T> property)
        where T : notnull => property.HasConversion(value => Serialize(value), text => Deserialize<T>(text), Comparer<T>());

    private static PropertyBuilder<T> Convert<T>(PropertyBuilder<T> property)
        where T : notnull => property.HasConversion(value => Serialize(value), text => Deserialize<T>(text), Comparer<T>());

    private static ValueComparer<T> Comparer<T>()
        where T : notnull => new(
        (left, right) => ReferenceEquals(left, right) || (left != null && right != null && Serialize(left) == Serialize(right)),
        value => StringComparer.Ordinal.GetHashCode(Serialize(value)),
        value => value);

    private static string Serialize<T>(T value) => JsonSerializer.Serialize(value, Json);

    private static T Deserialize<T>(string text) => JsonSerializer.Deserialize<T>(text, Json)!;
}

/// <summary>Ids come from the domain, so a new child with an id is an insert, not an update.</summary>
internal sealed class CallerSuppliedKeysConvention : IModelFinalizingConvention
{
    public void ProcessModelFinalizing(
        Microsoft.EntityFrameworkCore.Metadata.Builders.IConventionModelBuilder modelBuilder,
        IConventionContext<Microsoft.EntityFrameworkCore.Metadata.Builders.IConventionModelBuilder> context)
    {
        foreach (var property in modelBuilder.Metadata.GetEntityTypes().SelectMany(type => type.GetKeys()).SelectMany(key => key.Properties))
        {
            property.Builder.ValueGenerated(Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never);
        }
    }
}
