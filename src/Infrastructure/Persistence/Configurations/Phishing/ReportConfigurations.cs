using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SecurityTraining.Domain.Phishing.Reports;

namespace SecurityTraining.Infrastructure.Persistence.Configurations.Phishing;

internal sealed class ReportedMailConfiguration : CompanyOwnedConfiguration<ReportedMail>
{
    protected override void ConfigureRest(EntityTypeBuilder<ReportedMail> builder)
    {
        builder.Property(mail => mail.OpenFingerprint).HasMaxLength(ReportedMail.FingerprintLength);
        builder.Property(mail => mail.SenderName).HasMaxLength(MailSender.MaxNameLength);
        builder.Property(mail => mail.SenderAddress).HasMaxLength(MailSender.MaxAddressLength);
        builder.Property(mail => mail.ReplyTo).HasMaxLength(MailSender.MaxAddressLength);
        builder.Property(mail => mail.Subject).HasMaxLength(MailFacts.MaxSubjectLength);
        builder.Property(mail => mail.MessageId).HasMaxLength(MailFacts.MaxMessageIdLength);
        builder.Property(mail => mail.Links).HasJsonConversion();
        builder.Property(mail => mail.Attachments).HasJsonConversion();
        builder.Property(mail => mail.Authentication).HasJsonConversion();
        builder.Property(mail => mail.Reasons).HasJsonConversion();
        builder.Property(mail => mail.Answer).HasMaxLength(ReportedMail.MaxAnswerLength);

        // One open case for a mail, however many report it at the same moment.
        builder.HasIndex(mail => new { mail.CompanyId, mail.OpenFingerprint }).IsUnique();
        builder.HasIndex(mail => new { mail.CompanyId, mail.Status, mail.LastReportedAt });
    }
}

internal sealed class MailReportConfiguration : CompanyOwnedConfiguration<MailReport>
{
    protected override void ConfigureRest(EntityTypeBuilder<MailReport> builder)
    {
        builder.HasIndex(report => new { report.CompanyId, report.ReportedMailId, report.ReporterId }).IsUnique();
        builder.HasIndex(report => new { report.CompanyId, report.ReporterId, report.ReportedAt });
        builder.HasOne<ReportedMail>().WithMany()
            .HasForeignKey(report => new { report.CompanyId, report.ReportedMailId })
            .OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ReportMailboxConfiguration : CompanyOwnedConfiguration<ReportMailbox>
{
    protected override void ConfigureRest(EntityTypeBuilder<ReportMailbox> builder)
    {
        builder.Property(mailbox => mailbox.Access).HasJsonConversion();
        builder.Property(mailbox => mailbox.LastError).HasMaxLength(ReportMailbox.MaxErrorLength);

        // A company has one at most, however many administrators set one up at the same moment.
        builder.HasIndex(mailbox => mailbox.CompanyId).IsUnique();
    }
}
