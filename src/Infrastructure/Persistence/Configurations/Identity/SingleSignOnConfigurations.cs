using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Infrastructure.Persistence.Configurations.Identity;

internal sealed class IdentityProviderConfiguration : CompanyOwnedConfiguration<IdentityProvider>
{
    protected override void ConfigureRest(EntityTypeBuilder<IdentityProvider> builder)
    {
        builder.Property(provider => provider.Issuer).HasMaxLength(IdentityProvider.MaxIssuerLength);
        builder.Property(provider => provider.ClientId).HasMaxLength(IdentityProvider.MaxClientIdLength);
        builder.Property(provider => provider.Domains).HasJsonConversion();
        builder.Property(provider => provider.RoleClaim).HasMaxLength(IdentityProvider.MaxClaimLength);
        builder.Property(provider => provider.RoleRules).HasJsonConversion();
        builder.Property(provider => provider.BreakGlassUserIds).HasJsonConversion();

        // A company has one provider at most, however many administrators set one up at the same moment.
        builder.HasIndex(provider => provider.CompanyId).IsUnique();
    }
}

internal sealed class SignOnConfiguration : CompanyOwnedConfiguration<SignOn>
{
    protected override void ConfigureRest(EntityTypeBuilder<SignOn> builder)
    {
        builder.Property(signOn => signOn.StateHash).HasMaxLength(32);
        builder.Property(signOn => signOn.BrowserHash).HasMaxLength(32);
        builder.Property(signOn => signOn.NonceHash).HasMaxLength(32);
        builder.Property(signOn => signOn.HandoverHash).HasMaxLength(32);
        builder.HasIndex(signOn => new { signOn.CompanyId, signOn.StateHash }).IsUnique();
        builder.HasIndex(signOn => new { signOn.CompanyId, signOn.HandoverHash }).IsUnique();
        builder.HasIndex(signOn => new { signOn.CompanyId, signOn.ExpiresAt });
        builder.HasOne<IdentityProvider>().WithMany()
            .HasForeignKey(signOn => new { signOn.CompanyId, signOn.ProviderId })
            .OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<User>().WithMany()
            .HasForeignKey(signOn => new { signOn.CompanyId, signOn.UserId })
            .OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class FederatedAccountConfiguration : CompanyOwnedConfiguration<FederatedAccount>
{
    protected override void ConfigureRest(EntityTypeBuilder<FederatedAccount> builder)
    {
        builder.Property(account => account.Issuer).HasMaxLength(IdentityProvider.MaxIssuerLength);
        builder.Property(account => account.Subject).HasMaxLength(FederatedAccount.MaxSubjectLength);
        builder.HasIndex(account => new { account.CompanyId, account.Issuer, account.Subject }).IsUnique();
        builder.HasIndex(account => new { account.CompanyId, account.UserId, account.Issuer }).IsUnique();
        builder.HasOne<User>().WithMany()
            .HasForeignKey(account => new { account.CompanyId, account.UserId })
            .OnDelete(DeleteBehavior.Cascade);
    }
}
