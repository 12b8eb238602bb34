using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Infrastructure.Persistence.Configurations.Phishing;

internal sealed class LureTemplateConfiguration : PlatformContentConfiguration<LureTemplate>
{
    protected override void ConfigureRest(EntityTypeBuilder<LureTemplate> builder)
    {
        builder.Property(template => template.Name).HasMaxLength(LureTemplate.MaxNameLength);
        builder.Property(template => template.Description).HasMaxLength(LureTemplate.MaxDescriptionLength);
        builder.ComplexProperty(template => template.Content, LureContentConfiguration.Configure);
        builder.Property(template => template.VersionNumber).HasDefaultValue(1);
        builder.HasIndex(template => new { template.CompanyId, template.Name });
        builder.HasIndex(template => new { template.CompanyId, template.LandingPageId });
    }
}

internal static class LureContentConfiguration
{
    public static void Configure(ComplexPropertyBuilder<LureContent> content)
    {
        content.Property(part => part.Language).HasMaxLength(2);
        content.Property(part => part.Subject).HasMaxLength(LureContent.MaxSubjectLength);
        content.Property(part => part.SenderName).HasMaxLength(LureContent.MaxSenderNameLength);
        content.Property(part => part.SenderLocalPart).HasMaxLength(LureContent.MaxSenderLocalPartLength);
        content.Property(part => part.Attachments).HasJsonConversion().HasDefaultValueSql("'[]'");
        content.Property(part => part.FurtherStages).HasJsonConversion().HasDefaultValueSql("'[]'");
        content.Property(part => part.Cues).HasJsonConversion();
        content.Property(part => part.Premise).HasJsonConversion();
        content.Ignore(part => part.MergedParts);
        content.Ignore(part => part.Difficulty);
    }
}

internal static class SimulationPlanConfiguration
{
    public static void Configure(ComplexPropertyBuilder<SimulationPlan> plan)
    {
        plan.Property(part => part.Name).HasMaxLength(Simulation.MaxNameLength);
        plan.Property(part => part.TemplateIds).HasJsonConversion();
        plan.Property(part => part.Audience).HasJsonConversion();
        plan.Property(part => part.SenderName).HasMaxLength(LureContent.MaxSenderNameLength);
        plan.Property(part => part.SenderAddress).HasMaxLength(EmailAddress.MaxLength);
        plan.Property(part => part.Timing!).HasJsonConversion().IsRequired(false);
        plan.Property(part => part.TemplateWeights!).HasJsonConversion().IsRequired(false);
        plan.Property(part => part.Selection).HasDefaultValue(LureSelection.Random);
        plan.Property(part => part.SenderDomain).HasMaxLength(DomainName.MaxLength);
    }
}

internal sealed class SimulationConfiguration : CompanyOwnedConfiguration<Simulation>
{
    protected override void ConfigureRest(EntityTypeBuilder<Simulation> builder)
    {
        builder.ComplexProperty(simulation => simulation.Plan, SimulationPlanConfiguration.Configure);
        builder.Property(simulation => simulation.Holidays!).HasJsonConversion().IsRequired(false);
        builder.Property(simulation => simulation.HourlyMails!).HasJsonConversion().IsRequired(false);
        builder.Property(simulation => simulation.Additions!).HasJsonConversion().IsRequired(false);
        builder.Property(simulation => simulation.WorksCouncil!).HasJsonConversion().IsRequired(false);
        builder.Property(simulation => simulation.Results!).HasJsonConversion().IsRequired(false);
        builder.Ignore(simulation => simulation.FreezingAudience);
        builder.Ignore(simulation => simulation.FreezingSince);
        builder.Property(simulation => simulation.CancelReason).HasMaxLength(500);
        builder.HasIndex(simulation => new { simulation.CompanyId, simulation.CreatedAt });
        builder.HasMany(simulation => simulation.Lures).WithOne()
            .HasForeignKey(lure => new { lure.CompanyId, lure.SimulationId })
            .OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class SimulationLureConfiguration : CompanyOwnedConfiguration<SimulationLure>
{
    protected override void ConfigureRest(EntityTypeBuilder<SimulationLure> builder)
    {
        builder.Property(lure => lure.Name).HasMaxLength(LureTemplate.MaxNameLength);
        builder.ComplexProperty(lure => lure.Content, LureContentConfiguration.Configure);
    }
}

internal sealed class RecipientConfiguration : CompanyOwnedConfiguration<Recipient>
{
    protected override void ConfigureRest(EntityTypeBuilder<Recipient> builder)
    {
        builder.Property(recipient => recipient.Email).HasMaxLength(EmailAddress.MaxLength);
        builder.Property(recipient => recipient.FullName).HasMaxLength((2 * PersonName.MaxLength) + 1);
        builder.Property(recipient => recipient.Department).HasMaxLength(Department.MaxNameLength);
        builder.Property(recipient => recipient.Language).HasMaxLength(2);
        builder.Property(recipient => recipient.ServerReply).HasMaxLength(Recipient.MaxReplyLength);
        builder.Property(recipient => recipient.TimeZone).HasMaxLength(TimeZones.MaxLength);
        builder.Property(recipient => recipient.MergeValues).HasJsonConversion();
        builder.Property(recipient => recipient.OwnClient).HasMaxLength(Hit.MaxClientLength);
        builder.Property(recipient => recipient.OwnNetwork).HasMaxLength(HitOrigin.HashLength);
        builder.Property(recipient => recipient.TrapCaller).HasMaxLength(Hit.MaxClientLength);
        builder.HasIndex(recipient => new { recipient.CompanyId, recipient.TrackingId }).IsUnique();
        builder.HasIndex(recipient => new { recipient.CompanyId, recipient.SimulationId, recipient.UserId }).IsUnique();
        builder.HasIndex(recipient => new { recipient.CompanyId, recipient.UserId });
        builder.HasOne<Simulation>().WithMany()
            .HasForeignKey(recipient => new { recipient.CompanyId, recipient.SimulationId })
            .OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<SimulationLure>().WithMany()
            .HasForeignKey(recipient => new { recipient.CompanyId, recipient.LureId })
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(recipient => recipient.Events).WithOne()
            .HasForeignKey(line => new { line.CompanyId, line.RecipientId })
            .OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class SimulationEventConfiguration : CompanyOwnedConfiguration<SimulationEvent>
{
    protected override void ConfigureRest(EntityTypeBuilder<SimulationEvent> builder)
    {
        builder.Property(line => line.Client).HasMaxLength(Hit.MaxClientLength);
        builder.Property(line => line.Reasons).HasJsonConversion().HasMaxLength(300).HasDefaultValueSql("'[]'");
        builder.Property(line => line.Address).HasMaxLength(HitOrigin.HashLength);
        builder.Property(line => line.Network).HasMaxLength(HitOrigin.HashLength);
        builder.HasIndex(line => new { line.CompanyId, line.Address, line.At });
        builder.HasIndex(line => new { line.CompanyId, line.SimulationId, line.At, line.Id });
        builder.HasIndex(line => new { line.CompanyId, line.RecipientId });
    }
}
