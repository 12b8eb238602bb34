using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Infrastructure.Persistence.Configurations.Identity;

internal sealed class TwoFactorConfiguration : CompanyOwnedConfiguration<TwoFactor>
{
    protected override void ConfigureRest(EntityTypeBuilder<TwoFactor> builder)
    {
        builder.Property(factor => factor.BackupCodeHashes).HasJsonConversion();

        // UPDATE … WHERE last_used_step = the one that was read: of many uses of one code one finds its row.
        builder.Property(factor => factor.LastUsedStep).IsConcurrencyToken();
        builder.HasIndex(factor => new { factor.CompanyId, factor.UserId }).IsUnique();
        builder.HasOne<User>().WithMany()
            .HasForeignKey(factor => new { factor.CompanyId, factor.UserId })
            .OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class TwoFactorAttemptConfiguration : CompanyOwnedConfiguration<TwoFactorAttempt>
{
    protected override void ConfigureRest(EntityTypeBuilder<TwoFactorAttempt> builder)
    {
        builder.HasIndex(attempt => new { attempt.CompanyId, attempt.UserId, attempt.At });
        builder.HasIndex(attempt => new { attempt.CompanyId, attempt.At });
        builder.HasOne<User>().WithMany()
            .HasForeignKey(attempt => new { attempt.CompanyId, attempt.UserId })
            .OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class SignInChallengeConfiguration : CompanyOwnedConfiguration<SignInChallenge>
{
    protected override void ConfigureRest(EntityTypeBuilder<SignInChallenge> builder)
    {
        builder.Property(challenge => challenge.Hash).HasMaxLength(32);
        builder.Property(challenge => challenge.PasswordMark).HasMaxLength(32);
        builder.HasIndex(challenge => new { challenge.CompanyId, challenge.Hash }).IsUnique();
        builder.HasIndex(challenge => new { challenge.CompanyId, challenge.ExpiresAt });
        builder.HasOne<User>().WithMany()
            .HasForeignKey(challenge => new { challenge.CompanyId, challenge.UserId })
            .OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class TrustedDeviceConfiguration : CompanyOwnedConfiguration<TrustedDevice>
{
    protected override void ConfigureRest(EntityTypeBuilder<TrustedDevice> builder)
    {
        builder.Property(device => device.Hash).HasMaxLength(32);
        builder.Property(device => device.PasswordMark).HasMaxLength(32);
        builder.HasIndex(device => new { device.CompanyId, device.Hash }).IsUnique();
        builder.HasIndex(device => new { device.CompanyId, device.ExpiresAt });
        builder.HasOne<TwoFactor>().WithMany()
            .HasForeignKey(device => new { device.CompanyId, device.TwoFactorId })
            .OnDelete(DeleteBehavior.Cascade);
    }
}
