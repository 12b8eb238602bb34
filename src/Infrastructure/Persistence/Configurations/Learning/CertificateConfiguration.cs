using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Learning.Certificates;
using SecurityTraining.Domain.Learning.Courses;

namespace SecurityTraining.Infrastructure.Persistence.Configurations.Learning;

internal sealed class CertificateConfiguration : CompanyOwnedConfiguration<Certificate>
{
    protected override void ConfigureRest(EntityTypeBuilder<Certificate> builder)
    {
        builder.Property(certificate => certificate.PersonName).HasMaxLength(Certificate.MaxPersonNameLength);
        builder.Property(certificate => certificate.CourseTitle).HasMaxLength(Course.MaxTitleLength);
        builder.Property(certificate => certificate.CompanyName).HasMaxLength(Company.MaxNameLength);
        builder.Property(certificate => certificate.Language).HasMaxLength(2);
        builder.Property(certificate => certificate.TimeZone).HasMaxLength(TimeZones.MaxLength);
        builder.Property(certificate => certificate.Code).HasMaxLength(CertificateCode.Length);
        builder.Property(certificate => certificate.RevocationReason).HasMaxLength(Certificate.MaxReasonLength);
        builder.HasIndex(certificate => new { certificate.CompanyId, certificate.EnrollmentId }).IsUnique();
        builder.HasIndex(certificate => new { certificate.CompanyId, certificate.UserId, certificate.IssuedAt });
        builder.HasIndex(certificate => new { certificate.CompanyId, certificate.CourseId, certificate.IssuedAt });
        builder.HasIndex(certificate => new { certificate.CompanyId, certificate.IssuedAt });
        builder.HasIndex(certificate => new { certificate.CompanyId, certificate.NextReminderAt });
        builder.HasIndex(certificate => new { certificate.CompanyId, certificate.FileId }).IsUnique();
        builder.HasOne(certificate => certificate.Person).WithMany()
            .HasForeignKey(certificate => new { certificate.CompanyId, certificate.UserId })
            .OnDelete(DeleteBehavior.Cascade);
    }
}
