using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SecurityTraining.Domain.Content;

namespace SecurityTraining.Infrastructure.Persistence.Configurations.Content;

internal sealed class ContentFileConfiguration : CompanyOwnedConfiguration<ContentFile>
{
    protected override void ConfigureRest(EntityTypeBuilder<ContentFile> builder)
    {
        builder.Property(file => file.Name).HasMaxLength(ContentName.MaxLength);
        builder.Property(file => file.MediaType).HasMaxLength(100);
        builder.Property(file => file.Sha256).HasMaxLength(ContentFile.Sha256Length);
        builder.Property(file => file.Rejection).HasMaxLength(ContentFile.MaxRejectionLength);
        builder.Property(file => file.Scorm!).HasJsonConversion().IsRequired(false);
        builder.HasIndex(file => new { file.CompanyId, file.CreatedAt, file.Id });
        builder.HasOne<ContentBlob>().WithMany()
            .HasForeignKey(file => new { file.CompanyId, file.BlobId })
            .OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ContentBlobConfiguration : CompanyOwnedConfiguration<ContentBlob>
{
    protected override void ConfigureRest(EntityTypeBuilder<ContentBlob> builder)
    {
        builder.Property(blob => blob.Sha256).HasMaxLength(ContentFile.Sha256Length);
        builder.Property(blob => blob.Scorm!).HasJsonConversion().IsRequired(false);
        builder.HasIndex(blob => new { blob.CompanyId, blob.Sha256 }).IsUnique();
    }
}

internal sealed class ContentUploadConfiguration : CompanyOwnedConfiguration<ContentUpload>
{
    protected override void ConfigureRest(EntityTypeBuilder<ContentUpload> builder)
    {
        builder.Property(upload => upload.Name).HasMaxLength(ContentName.MaxLength);
        builder.Property(upload => upload.Sha256).HasMaxLength(ContentFile.Sha256Length);
        builder.Ignore(upload => upload.Type);
        builder.Ignore(upload => upload.RemovedAt);
    }
}

internal sealed class ContentStorageConfiguration : CompanyOwnedConfiguration<ContentStorage>
{
    protected override void ConfigureRest(EntityTypeBuilder<ContentStorage> builder)
    {
    }
}
