using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;

namespace SecurityTraining.Infrastructure.Persistence.Configurations.Companies;

internal sealed class CompanyConfiguration : IEntityTypeConfiguration<Company>
{
    public void Configure(EntityTypeBuilder<Company> builder)
    {
        builder.HasKey(company => company.Id);
        builder.ConfigureAggregate();
        builder.Property(company => company.Name).HasMaxLength(Company.MaxNameLength);
        builder.Property(company => company.Language).HasMaxLength(2);
        builder.Property(company => company.TimeZone).HasMaxLength(TimeZones.MaxLength);
        builder.Property(company => company.CustomAttributeNames).HasJsonConversion();

        // For companies from before there was such a thing; no days at all is a value like any other.
        builder.Property(company => company.TwoFactorGraceDays).HasDefaultValue(Company.DefaultTwoFactorGraceDays).HasSentinel(-1);
    }
}

internal sealed class MailDomainConfiguration : CompanyOwnedConfiguration<MailDomain>
{
    protected override void ConfigureRest(EntityTypeBuilder<MailDomain> builder)
    {
        builder.Property(domain => domain.Name).HasMaxLength(DomainName.MaxLength);
        builder.Property(domain => domain.Challenge).HasMaxLength(60);
        builder.HasIndex(domain => new { domain.CompanyId, domain.Name }).IsUnique();
    }
}
