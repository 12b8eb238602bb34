using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Infrastructure.Persistence.Configurations;

namespace SecurityTraining.Infrastructure.Persistence.ControlPlane;

/// <summary>Which company a customer of the payment provider is.</summary>
internal sealed class BillingCustomerRow
{
    public required string Reference { get; init; }

    public required Guid ForCompanyId { get; init; }
}

internal sealed class BillingCustomerConfiguration : IEntityTypeConfiguration<BillingCustomerRow>
{
    public void Configure(EntityTypeBuilder<BillingCustomerRow> builder)
    {
        builder.ToTable(AppDbContext.ControlPlanePrefix + "stripe_customers");
        builder.HasKey(customer => customer.Reference);
        builder.Property(customer => customer.Reference).HasMaxLength(Subscription.MaxReferenceLength);
        builder.HasIndex(customer => customer.ForCompanyId).IsUnique();
    }
}

internal sealed class BillingEventConfiguration : IEntityTypeConfiguration<BillingEvent>
{
    public void Configure(EntityTypeBuilder<BillingEvent> builder)
    {
        builder.ToTable(AppDbContext.ControlPlanePrefix + "stripe_events");
        builder.HasKey(happened => happened.Id);
        builder.ConfigureAggregate();
        builder.Property(happened => happened.Reference).HasMaxLength(Subscription.MaxReferenceLength);
        builder.Property(happened => happened.Type).HasMaxLength(BillingEvent.MaxTypeLength);
        builder.Property(happened => happened.ObjectReference).HasMaxLength(Subscription.MaxReferenceLength);
        builder.Property(happened => happened.Error).HasMaxLength(BillingEvent.MaxErrorLength);
        builder.HasIndex(happened => happened.Reference).IsUnique();
        builder.HasIndex(happened => new { happened.Status, happened.Id });
        builder.HasIndex(happened => happened.SettledAt);
    }
}

internal sealed class BillingDifferenceConfiguration : IEntityTypeConfiguration<BillingDifference>
{
    public void Configure(EntityTypeBuilder<BillingDifference> builder)
    {
        builder.ToTable(AppDbContext.ControlPlanePrefix + "billing_differences");
        builder.HasKey(difference => difference.Id);
        builder.ConfigureAggregate();
        builder.Property(difference => difference.Reference).HasMaxLength(Subscription.MaxReferenceLength);
        builder.Property(difference => difference.Ours).HasMaxLength(BillingDifference.MaxTextLength);
        builder.Property(difference => difference.Theirs).HasMaxLength(BillingDifference.MaxTextLength);
        builder.HasIndex(difference => new { difference.MendedAt, difference.Id });
    }
}

internal sealed class SubscriptionListingConfiguration : IEntityTypeConfiguration<SubscriptionListing>
{
    public void Configure(EntityTypeBuilder<SubscriptionListing> builder)
    {
        builder.ToTable(AppDbContext.ControlPlanePrefix + "subscriptions");
        builder.HasKey(listing => listing.Id);
        builder.Ignore(listing => listing.IsLive);
        builder.Property(listing => listing.Reference).HasMaxLength(Subscription.MaxReferenceLength);
        builder.Property(listing => listing.Currency).HasMaxLength(Subscription.CurrencyLength);
        builder.HasIndex(listing => listing.Reference).IsUnique();
        builder.HasIndex(listing => listing.ForCompanyId);
        builder.HasIndex(listing => new { listing.Status, listing.Id });
    }
}
