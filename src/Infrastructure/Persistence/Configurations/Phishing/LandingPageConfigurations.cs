using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Infrastructure.Persistence.Configurations.Phishing;

internal sealed class LandingPageConfiguration : CompanyOwnedConfiguration<LandingPage>
{
    protected override void ConfigureRest(EntityTypeBuilder<LandingPage> builder)
    {
        builder.Property(page => page.Name).HasMaxLength(LandingPage.MaxNameLength);
        builder.Property(page => page.Language).HasMaxLength(2);
        builder.Property(page => page.Stages).HasJsonConversion();
        builder.HasIndex(page => new { page.CompanyId, page.Name });
    }
}

internal sealed class LureTemplateVersionConfiguration : CompanyOwnedConfiguration<LureTemplateVersion>
{
    protected override void ConfigureRest(EntityTypeBuilder<LureTemplateVersion> builder)
    {
        builder.Property(version => version.Name).HasMaxLength(LureTemplate.MaxNameLength);
        builder.Property(version => version.Description).HasMaxLength(LureTemplate.MaxDescriptionLength);
        builder.ComplexProperty(version => version.Content, LureContentConfiguration.Configure);
        builder.HasIndex(version => new { version.CompanyId, version.TemplateId, version.Number }).IsUnique();
    }
}
