using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Infrastructure.Persistence.Configurations.Identity;

internal sealed class SessionConfiguration : CompanyOwnedConfiguration<Session>
{
    protected override void ConfigureRest(EntityTypeBuilder<Session> builder)
    {
        builder.Property(session => session.Device).HasMaxLength(Session.MaxDeviceLength);
        builder.Property(session => session.Address).HasMaxLength(ClientAddress.MaxLength);
        builder.HasIndex(session => new { session.CompanyId, session.UserId });
        builder.HasIndex(session => new { session.CompanyId, session.ExpiresAt });
        builder.HasOne<User>().WithMany()
            .HasForeignKey(session => new { session.CompanyId, session.UserId })
            .OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(session => session.Tokens).WithOne()
            .HasForeignKey(token => new { token.CompanyId, token.SessionId })
            .OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class RefreshTokenConfiguration : CompanyOwnedConfiguration<RefreshToken>
{
    protected override void ConfigureRest(EntityTypeBuilder<RefreshToken> builder)
    {
        builder.Property(token => token.Hash).HasMaxLength(32);
        builder.HasIndex(token => new { token.CompanyId, token.Hash }).IsUnique();
    }
}

internal sealed class OneTimeTokenConfiguration : CompanyOwnedConfiguration<OneTimeToken>
{
    protected override void ConfigureRest(EntityTypeBuilder<OneTimeToken> builder)
    {
        builder.Property(token => token.Email).HasMaxLength(EmailAddress.MaxLength);
        builder.Property(token => token.Hash).HasMaxLength(32);
        builder.HasIndex(token => new { token.CompanyId, token.Hash }).IsUnique();
        builder.HasIndex(token => new { token.CompanyId, token.ExpiresAt });
        builder.HasIndex(token => new { token.CompanyId, token.UserId });
        builder.HasOne<User>().WithMany()
            .HasForeignKey(token => new { token.CompanyId, token.UserId })
            .OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class CustomRoleConfiguration : CompanyOwnedConfiguration<CustomRole>
{
    protected override void ConfigureRest(EntityTypeBuilder<CustomRole> builder)
    {
        builder.Property(role => role.Name).HasMaxLength(CustomRole.MaxNameLength);
        builder.Property(role => role.NormalizedName).HasMaxLength(CustomRole.MaxNameLength);
        builder.Property(role => role.Description).HasMaxLength(CustomRole.MaxDescriptionLength);
        builder.Property(role => role.Permissions).HasJsonConversion();
        builder.Ignore(role => role.Rights);
        builder.HasIndex(role => new { role.CompanyId, role.NormalizedName }).IsUnique();
    }
}

internal sealed class ApiKeyConfiguration : CompanyOwnedConfiguration<ApiKey>
{
    protected override void ConfigureRest(EntityTypeBuilder<ApiKey> builder)
    {
        builder.Property(key => key.Name).HasMaxLength(ApiKey.MaxNameLength);
        builder.Property(key => key.Scopes).HasJsonConversion();
        builder.Property(key => key.Hash).HasMaxLength(32);
        builder.Property(key => key.FormerHash).HasMaxLength(32);
    }
}
