using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SecurityTraining.Domain.Common;
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
        builder.Ignore(user => user.Profile);
        builder.HasIndex(user => new { user.CompanyId, user.Email }).IsUnique();
        builder.HasIndex(user => new { user.CompanyId, user.LastName, user.FirstName, user.Id });
        builder.HasIndex(user => new { user.CompanyId, user.DepartmentId });
        builder.HasOne(user => user.Department).WithMany(department => department.People)
            .HasForeignKey(user => new { user.CompanyId, user.DepartmentId })
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
    }
}

internal sealed class PeopleImportConfiguration : CompanyOwnedConfiguration<PeopleImport>
{
    protected override void ConfigureRest(EntityTypeBuilder<PeopleImport> builder)
    {
        builder.Property(import => import.FileKey).HasMaxLength(200);
        builder.Property(import => import.FileName).HasMaxLength(255);
        builder.Property(import => import.Errors).HasJsonConversion();
        builder.HasIndex(import => new { import.CompanyId, import.CreatedAt });
    }
}
