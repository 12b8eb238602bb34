using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SecurityTraining.Domain.Automation;

namespace SecurityTraining.Infrastructure.Persistence.Configurations.Automation;

internal sealed class AutomationRuleConfiguration : CompanyOwnedConfiguration<AutomationRule>
{
    protected override void ConfigureRest(EntityTypeBuilder<AutomationRule> builder)
    {
        builder.Property(rule => rule.Name).HasMaxLength(AutomationRule.MaxNameLength);
        builder.Property(rule => rule.Trigger).HasJsonConversion();
        builder.Property(rule => rule.Conditions).HasJsonConversion();
        builder.Property(rule => rule.Actions).HasJsonConversion();
        builder.Ignore(rule => rule.Plan);
    }
}

internal sealed class AutomationActionConfiguration : CompanyOwnedConfiguration<AutomationAction>
{
    protected override void ConfigureRest(EntityTypeBuilder<AutomationAction> builder)
    {
        builder.Property(action => action.RuleName).HasMaxLength(AutomationRule.MaxNameLength);

        // However often an event is looked at, a rule answers it once.
        builder.HasIndex(action => new { action.CompanyId, action.EventId, action.RuleId, action.Number }).IsUnique();
        builder.HasIndex(action => new { action.CompanyId, action.RuleId, action.UserId, action.EventAt });
        builder.HasIndex(action => new { action.CompanyId, action.UserId, action.Id });
        builder.HasOne(action => action.Person).WithMany()
            .HasForeignKey(action => new { action.CompanyId, action.UserId })
            .OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class AutomationFeedConfiguration : CompanyOwnedConfiguration<AutomationFeed>
{
    protected override void ConfigureRest(EntityTypeBuilder<AutomationFeed> builder)
    {
    }
}
