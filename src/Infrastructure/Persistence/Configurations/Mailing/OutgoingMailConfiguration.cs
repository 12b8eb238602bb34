using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Infrastructure.Persistence.Configurations.Mailing;

internal sealed class OutgoingMailConfiguration : CompanyOwnedConfiguration<OutgoingMail>
{
    protected override void ConfigureRest(EntityTypeBuilder<OutgoingMail> builder)
    {
        builder.Property(mail => mail.ToAddress).HasMaxLength(EmailAddress.MaxLength);
        builder.Property(mail => mail.ToName).HasMaxLength(250);
        builder.Property(mail => mail.Subject).HasMaxLength(OutgoingMail.MaxSubjectLength);
        builder.Property(mail => mail.ServerReply).HasMaxLength(OutgoingMail.MaxReplyLength);
        builder.Property(mail => mail.Language).HasMaxLength(2);
        builder.HasIndex(mail => new { mail.CompanyId, mail.CreatedAt });
    }
}
