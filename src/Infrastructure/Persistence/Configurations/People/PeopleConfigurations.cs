using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Infrastructure.Persistence.Configurations.People;

internal sealed class UserConfiguration : CompanyOwnedConfiguration<User>
{
    protected override void ConfigureRest(EntityTypeBuilder<User> builder)
    {
        builder.Property(user => user.Email).HasMaxLength(EmailAddress.MaxLength);
        builder.Property(user => user.EmailDomain).HasMaxLength(DomainName.MaxLength);
        builder.Property(user => user.FirstName).HasMaxLength(PersonName.MaxLength);
        builder.Property(user => user.LastName).HasMaxLength(PersonName.MaxLength);
        builder.Property(user => user.JobTitle).HasMaxLength(PersonProfile.MaxJobTitleLength);
        builder.Property(user => user.EmployeeNumber).HasMaxLength(PersonProfile.MaxEmployeeNumberLength);
        builder.Property(user => user.ManagerEmail).HasMaxLength(EmailAddress.MaxLength);
        builder.Property(user => user.Language).HasMaxLength(2);
        builder.Property(user => user.TimeZone).HasMaxLength(TimeZones.MaxLength);
        builder.Property(user => user.PasswordHash).HasMaxLength(200);
        builder.Property(user => user.CustomAttributes).HasJsonConversion();
        builder.Property(user => user.CustomAttributesText).HasComputedColumnSql("custom_attributes", stored: true)
            .ValueGeneratedNever()
            .Metadata.SetBeforeSaveBehavior(PropertySaveBehavior.Ignore);
        builder.Property(user => user.CustomAttributesText).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
        builder.Property(user => user.ExternalId).HasMaxLength(User.MaxExternalIdLength);
        builder.Property(user => user.UserName).HasMaxLength(User.MaxUserNameLength);
        builder.Property(user => user.NormalizedUserName).HasMaxLength(User.MaxUserNameLength);
        builder.Property(user => user.FormerEmails).HasJsonConversion();
        builder.Ignore(user => user.AllEmails);
        builder.Ignore(user => user.Profile);
        builder.HasIndex(user => new { user.CompanyId, user.Email }).IsUnique();
        builder.HasIndex(user => new { user.CompanyId, user.ExternalId }).IsUnique();
        builder.HasIndex(user => new { user.CompanyId, user.NormalizedUserName }).IsUnique();
        builder.HasIndex(user => new { user.CompanyId, user.LastName, user.FirstName, user.Id });
        builder.HasIndex(user => new { user.CompanyId, user.DepartmentId });
        builder.HasIndex(user => new { user.CompanyId, user.CreatedAt, user.Id });
        builder.HasOne(user => user.Department).WithMany(department => department.People)
            .HasForeignKey(user => new { user.CompanyId, user.DepartmentId })
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<CustomRole>().WithMany()
            .HasForeignKey(user => new { user.CompanyId, user.CustomRoleId })
            .OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class InvitationRunConfiguration : CompanyOwnedConfiguration<InvitationRun>
{
    protected override void ConfigureRest(EntityTypeBuilder<InvitationRun> builder)
    {
        builder.Property(run => run.People).HasJsonConversion();
        builder.HasIndex(run => new { run.CompanyId, run.CreatedAt });
    }
}

internal sealed class DepartmentConfiguration : CompanyOwnedConfiguration<Department>
{
    protected override void ConfigureRest(EntityTypeBuilder<Department> builder)
    {
        builder.Property(department => department.Name).HasMaxLength(Department.MaxNameLength);
        builder.Property(department => department.NormalizedName).HasMaxLength(Department.MaxNameLength);
        builder.HasIndex(department => new { department.CompanyId, department.NormalizedName }).IsUnique();
        builder.HasOne<Department>().WithMany()
            .HasForeignKey(department => new { department.CompanyId, department.ParentId })
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(department => department.Ancestors).WithOne()
            .HasForeignKey(ancestor => new { ancestor.CompanyId, ancestor.DepartmentId })
            .OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(department => department.Leaders).WithOne()
            .HasForeignKey(leader => new { leader.CompanyId, leader.DepartmentId })
            .OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class DepartmentAncestorConfiguration : CompanyOwnedConfiguration<DepartmentAncestor>
{
    protected override void ConfigureRest(EntityTypeBuilder<DepartmentAncestor> builder)
    {
        builder.HasIndex(ancestor => new { ancestor.CompanyId, ancestor.DepartmentId, ancestor.AncestorId }).IsUnique();
        builder.HasIndex(ancestor => new { ancestor.CompanyId, ancestor.AncestorId });
        builder.HasOne(ancestor => ancestor.Ancestor).WithMany()
            .HasForeignKey(ancestor => new { ancestor.CompanyId, ancestor.AncestorId })
            .OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class DepartmentLeaderConfiguration : CompanyOwnedConfiguration<DepartmentLeader>
{
    protected override void ConfigureRest(EntityTypeBuilder<DepartmentLeader> builder)
    {
        builder.HasIndex(leader => new { leader.CompanyId, leader.DepartmentId, leader.UserId }).IsUnique();
        builder.HasIndex(leader => new { leader.CompanyId, leader.UserId });
        builder.HasOne<User>().WithMany()
            .HasForeignKey(leader => new { leader.CompanyId, leader.UserId })
            .OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class GroupConfiguration : CompanyOwnedConfiguration<Group>
{
    protected override void ConfigureRest(EntityTypeBuilder<Group> builder)
    {
        builder.Property(group => group.Name).HasMaxLength(Group.MaxNameLength);
        builder.Property(group => group.NormalizedName).HasMaxLength(Group.MaxNameLength);
        builder.Property(group => group.Description).HasMaxLength(Group.MaxDescriptionLength);
        builder.Property(group => group.ExternalId).HasMaxLength(Group.MaxExternalIdLength);
        builder.Property(group => group.Rule!).HasJsonConversion().IsRequired(false);
        builder.HasIndex(group => new { group.CompanyId, group.NormalizedName }).IsUnique();
        builder.HasIndex(group => new { group.CompanyId, group.ExternalId }).IsUnique();
        builder.HasMany(group => group.Members).WithOne()
            .HasForeignKey(member => new { member.CompanyId, member.GroupId })
            .OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class GroupMemberConfiguration : CompanyOwnedConfiguration<GroupMember>
{
    protected override void ConfigureRest(EntityTypeBuilder<GroupMember> builder)
    {
        builder.HasIndex(member => new { member.CompanyId, member.GroupId, member.UserId }).IsUnique();
        builder.HasIndex(member => new { member.CompanyId, member.UserId });
        builder.HasOne<User>().WithMany(user => user.Memberships)
            .HasForeignKey(member => new { member.CompanyId, member.UserId })
            .OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class AttributeDefinitionConfiguration : CompanyOwnedConfiguration<AttributeDefinition>
{
    protected override void ConfigureRest(EntityTypeBuilder<AttributeDefinition> builder)
    {
        builder.Property(definition => definition.Name).HasMaxLength(PersonProfile.MaxCustomAttributeNameLength);
        builder.Property(definition => definition.NormalizedName).HasMaxLength(PersonProfile.MaxCustomAttributeNameLength);
        builder.Property(definition => definition.Choices).HasJsonConversion();
        builder.HasIndex(definition => new { definition.CompanyId, definition.NormalizedName }).IsUnique();
    }
}

internal sealed class PeopleImportConfiguration : CompanyOwnedConfiguration<PeopleImport>
{
    protected override void ConfigureRest(EntityTypeBuilder<PeopleImport> builder)
    {
        builder.Property(import => import.FileKey).HasMaxLength(200);
        builder.Property(import => import.FileName).HasMaxLength(255);
        builder.Property(import => import.Errors).HasJsonConversion();
        builder.Property(import => import.Samples).HasJsonConversion()
            .HasDefaultValueSql("'{\"created\":[],\"updated\":[],\"unchanged\":[],\"missing\":[]}'");
        builder.HasIndex(import => new { import.CompanyId, import.CreatedAt });
    }
}
