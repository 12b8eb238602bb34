using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Mailing;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Infrastructure.Persistence.Configurations.Mailing;

internal sealed class MailTemplateConfiguration : CompanyOwnedConfiguration<MailTemplate>
{
    protected override void ConfigureRest(EntityTypeBuilder<MailTemplate> builder)
    {
        builder.Property(template => template.Name).HasMaxLength(MailTemplate.MaxNameLength);
        builder.Property(template => template.Versions).HasJsonConversion();
        builder.HasIndex(template => new { template.CompanyId, template.Name });
    }
}

internal sealed class CampaignConfiguration : CompanyOwnedConfiguration<Campaign>
{
    protected override void ConfigureRest(EntityTypeBuilder<Campaign> builder)
    {
        builder.ComplexProperty(campaign => campaign.Plan, plan =>
        {
            plan.Property(part => part.Name).HasMaxLength(Campaign.MaxNameLength);
            plan.Property(part => part.Audience).HasJsonConversion();
            plan.Property(part => part.SenderName).HasMaxLength(CampaignPlan.MaxSenderNameLength);
            plan.Property(part => part.SenderAddress).HasMaxLength(EmailAddress.MaxLength);
        });
        builder.Property(campaign => campaign.Test!).HasJsonConversion().IsRequired(false);
        builder.Property(campaign => campaign.CancelReason).HasMaxLength(500);
        builder.Ignore(campaign => campaign.IsUndecided);
        builder.HasIndex(campaign => new { campaign.CompanyId, campaign.CreatedAt });
        builder.HasMany(campaign => campaign.Editions).WithOne()
            .HasForeignKey(edition => new { edition.CompanyId, edition.CampaignId })
            .OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class CampaignEditionConfiguration : CompanyOwnedConfiguration<CampaignEdition>
{
    protected override void ConfigureRest(EntityTypeBuilder<CampaignEdition> builder)
    {
        builder.Property(edition => edition.Language).HasMaxLength(2);
        builder.Property(edition => edition.Subject).HasMaxLength(MailContent.MaxSubjectLength);
        builder.Property(edition => edition.OtherSubject).HasMaxLength(MailContent.MaxSubjectLength);
        builder.Property(edition => edition.Links).HasJsonConversion();
    }
}

internal sealed class CampaignMessageConfiguration : CompanyOwnedConfiguration<CampaignMessage>
{
    protected override void ConfigureRest(EntityTypeBuilder<CampaignMessage> builder)
    {
        builder.Property(message => message.Email).HasMaxLength(EmailAddress.MaxLength);
        builder.Property(message => message.FullName).HasMaxLength((2 * PersonName.MaxLength) + 1);
        builder.Property(message => message.Language).HasMaxLength(2);
        builder.Property(message => message.ServerReply).HasMaxLength(CampaignMessage.MaxReplyLength);
        builder.Property(message => message.MergeValues).HasJsonConversion();
        builder.HasIndex(message => new { message.CompanyId, message.TrackingId }).IsUnique();
        builder.HasIndex(message => new { message.CompanyId, message.CampaignId, message.UserId }).IsUnique();
        builder.HasIndex(message => new { message.CompanyId, message.CampaignId, message.Delivery });
        builder.HasIndex(message => new { message.CompanyId, message.UserId });
        builder.HasOne<Campaign>().WithMany()
            .HasForeignKey(message => new { message.CompanyId, message.CampaignId })
            .OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<CampaignEdition>().WithMany()
            .HasForeignKey(message => new { message.CompanyId, message.EditionId })
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(message => message.Events).WithOne()
            .HasForeignKey(line => new { line.CompanyId, line.MessageId })
            .OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class CampaignEventConfiguration : CompanyOwnedConfiguration<CampaignEvent>
{
    protected override void ConfigureRest(EntityTypeBuilder<CampaignEvent> builder)
    {
        builder.Property(line => line.Client).HasMaxLength(Hit.MaxClientLength);
        builder.HasIndex(line => new { line.CompanyId, line.CampaignId, line.At });
        builder.HasIndex(line => new { line.CompanyId, line.MessageId });
    }
}

internal sealed class SystemTemplateConfiguration : CompanyOwnedConfiguration<SystemTemplate>
{
    protected override void ConfigureRest(EntityTypeBuilder<SystemTemplate> builder)
    {
        builder.Property(template => template.Language).HasMaxLength(2);
        builder.Property(template => template.Subject).HasMaxLength(MailContent.MaxSubjectLength);
        builder.Ignore(template => template.Content);
        builder.HasIndex(template => new { template.CompanyId, template.Kind, template.Language }).IsUnique();
    }
}

internal sealed class MailPreferencesConfiguration : CompanyOwnedConfiguration<MailPreferences>
{
    protected override void ConfigureRest(EntityTypeBuilder<MailPreferences> builder)
    {
        builder.Property(preferences => preferences.Unsubscribed).HasJsonConversion();
        builder.HasIndex(preferences => new { preferences.CompanyId, preferences.UserId }).IsUnique();
        builder.HasOne<User>().WithMany()
            .HasForeignKey(preferences => new { preferences.CompanyId, preferences.UserId })
            .OnDelete(DeleteBehavior.Cascade);
    }
}
