using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SecurityTraining.Domain.Webhooks;

namespace SecurityTraining.Infrastructure.Persistence.Configurations.Webhooks;

internal sealed class WebhookEndpointConfiguration : CompanyOwnedConfiguration<WebhookEndpoint>
{
    protected override void ConfigureRest(EntityTypeBuilder<WebhookEndpoint> builder)
    {
        builder.Property(endpoint => endpoint.Url).HasMaxLength(WebhookEndpoint.MaxUrlLength);
        builder.Property(endpoint => endpoint.Events).HasJsonConversion();
        builder.Property(endpoint => endpoint.Description).HasMaxLength(WebhookEndpoint.MaxDescriptionLength);
        builder.Ignore(endpoint => endpoint.Target);
    }
}

internal sealed class WebhookDeliveryConfiguration : CompanyOwnedConfiguration<WebhookDelivery>
{
    /// <summary>No foreign key to the person: that somebody has been deleted is told after they have gone.</summary>
    protected override void ConfigureRest(EntityTypeBuilder<WebhookDelivery> builder)
    {
        builder.Property(delivery => delivery.Type).HasMaxLength(WebhookEvents.MaxLength);
        builder.Property(delivery => delivery.Response).HasMaxLength(WebhookDelivery.MaxResponseLength);

        // However often an event is seen, each endpoint is told of it once.
        builder.HasIndex(delivery => new { delivery.CompanyId, delivery.EventId, delivery.EndpointId }).IsUnique();
        builder.HasIndex(delivery => new { delivery.CompanyId, delivery.EndpointId, delivery.Id });
        builder.HasIndex(delivery => new { delivery.CompanyId, delivery.UserId });
        builder.HasIndex(delivery => new { delivery.CompanyId, delivery.CreatedAt });
        builder.HasOne<WebhookEndpoint>().WithMany()
            .HasForeignKey(delivery => new { delivery.CompanyId, delivery.EndpointId })
            .OnDelete(DeleteBehavior.Cascade);
    }
}
