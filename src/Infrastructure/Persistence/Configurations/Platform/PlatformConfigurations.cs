using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SecurityTraining.Domain.Platform;

namespace SecurityTraining.Infrastructure.Persistence.Configurations.Platform;

internal sealed class CompanyLookConfiguration : CompanyOwnedConfiguration<CompanyLook>
{
    protected override void ConfigureRest(EntityTypeBuilder<CompanyLook> builder) =>
        builder.Property(look => look.Reason).HasMaxLength(CompanyLook.MaxReasonLength);
}
