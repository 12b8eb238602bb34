using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SecurityTraining.Domain.Billing;

namespace SecurityTraining.Infrastructure.Persistence.Configurations.Billing;

internal sealed class SubscriptionConfiguration : CompanyOwnedConfiguration<Subscription>
{
    protected override void ConfigureRest(EntityTypeBuilder<Subscription> builder)
    {
        builder.Ignore(subscription => subscription.IsLive);
        builder.Property(subscription => subscription.CustomerReference).HasMaxLength(Subscription.MaxReferenceLength);
        builder.Property(subscription => subscription.Reference).HasMaxLength(Subscription.MaxReferenceLength);
        builder.Property(subscription => subscription.Currency).HasMaxLength(Subscription.CurrencyLength);
    }
}

internal sealed class InvoiceConfiguration : CompanyOwnedConfiguration<Invoice>
{
    protected override void ConfigureRest(EntityTypeBuilder<Invoice> builder)
    {
        builder.Property(invoice => invoice.Reference).HasMaxLength(Subscription.MaxReferenceLength);
        builder.Property(invoice => invoice.Number).HasMaxLength(Invoice.MaxNumberLength);
        builder.Property(invoice => invoice.Currency).HasMaxLength(Subscription.CurrencyLength);
        builder.Property(invoice => invoice.HostedUrl).HasMaxLength(Invoice.MaxUrlLength);
        builder.Property(invoice => invoice.PdfUrl).HasMaxLength(Invoice.MaxUrlLength);
        builder.HasIndex(invoice => new { invoice.CompanyId, invoice.Reference }).IsUnique();
        builder.HasIndex(invoice => new { invoice.CompanyId, invoice.IssuedAt });
    }
}

internal sealed class PaymentConfiguration : CompanyOwnedConfiguration<Payment>
{
    protected override void ConfigureRest(EntityTypeBuilder<Payment> builder)
    {
        builder.Property(payment => payment.Reference).HasMaxLength(Subscription.MaxReferenceLength);
        builder.Property(payment => payment.Currency).HasMaxLength(Subscription.CurrencyLength);
        builder.Property(payment => payment.Method).HasMaxLength(Payment.MaxMethodLength);
        builder.Property(payment => payment.Failure).HasMaxLength(Payment.MaxFailureLength);
        builder.Property(payment => payment.ReceiptUrl).HasMaxLength(Invoice.MaxUrlLength);
        builder.HasIndex(payment => new { payment.CompanyId, payment.Reference }).IsUnique();
        builder.HasIndex(payment => new { payment.CompanyId, payment.At });
    }
}
