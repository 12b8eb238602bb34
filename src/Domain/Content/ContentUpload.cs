using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Content;

/// <summary>
/// A file on its way in. Ends as a <see cref="ContentFile"/> with the same id, or at <see cref="ExpiresAt"/> without a trace.
/// </summary>
public sealed class ContentUpload : AggregateRoot, ICompanyOwned
{
    /// <summary>How long the bytes may take to arrive.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private ContentUpload(Guid companyId, Guid createdBy, string name, long? size, string? sha256, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        CreatedBy = createdBy;
        Name = name;
        Size = size;
        Sha256 = sha256;
        ExpiresAt = now + Lifetime;
    }

    private ContentUpload()
    {
        Name = null!;
    }

    public Guid CompanyId { get; private set; }

    public Guid CreatedBy { get; private set; }

    public string Name { get; private set; }

    /// <summary>In bytes, as announced and taken from the company's quota; null: what comes is measured and then taken.</summary>
    public long? Size { get; private set; }

    public string? Sha256 { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>When what is left of it goes. Bytes that were still arriving at <see cref="ExpiresAt"/> have ended by then.</summary>
    public DateTimeOffset RemovedAt => ExpiresAt + Lifetime;

    public ContentType Type => ContentType.Of(Name).Value;

    public bool IsOpen(DateTimeOffset now) => now < ExpiresAt;

    /// <param name="storage">Where room is taken for the announced size.</param>
    /// <param name="size">Null if it is not known yet.</param>
    /// <param name="sha256">As the uploader has announced it.</param>
    public static ErrorOr<ContentUpload> Start(
        ContentStorage storage, ContentPolicy policy, Guid createdBy, string fileName, long? size, string? sha256, DateTimeOffset now)
    {
        var name = ContentName.Normalize(fileName);
        if (name.IsError)
        {
            return name.Errors;
        }

        var type = ContentType.Of(name.Value);
        if (type.IsError)
        {
            return type.Errors;
        }

        if (size is { } announced && Fits(announced, type.Value, policy).Then(_ => storage.Take(announced)) is { IsError: true } refused)
        {
            return refused.Errors;
        }

        return new ContentUpload(storage.CompanyId, createdBy, name.Value, size, sha256?.ToLowerInvariant(), now);
    }

    /// <summary>All bytes are there.</summary>
    public ErrorOr<ContentFile> Complete(ContentStorage storage, ContentPolicy policy, long size, DateTimeOffset now)
    {
        if (Size is { } announced)
        {
            return size == announced ? ContentFile.Of(this, size, now) : ContentErrors.SizeMismatch;
        }

        return Fits(size, Type, policy).Then(_ => storage.Take(size)).Then(_ => ContentFile.Of(this, size, now));
    }

    private static ErrorOr<Success> Fits(long size, ContentType type, ContentPolicy policy)
    {
        if (size == 0)
        {
            return ContentErrors.Empty;
        }

        var most = policy.MaxBytes(type.Kind);
        return size > most ? ContentErrors.TooLarge(most) : Result.Success;
    }
}
