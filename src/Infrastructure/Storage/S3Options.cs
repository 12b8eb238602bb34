namespace SecurityTraining.Infrastructure.Storage;

/// <summary>A bucket on any server that speaks S3; without <see cref="ServiceUrl"/> and <see cref="Bucket"/> files lie in the data folder.</summary>
internal sealed class S3Options
{
    public const string Section = "Storage:S3";

    /// <summary>Such as <c>https://s3.eu-central-1.amazonaws.com</c>. Browsers must reach it, too: signed links lead there.</summary>
    public string? ServiceUrl { get; set; }

    public string Region { get; set; } = "us-east-1";

    public string? Bucket { get; set; }

    public string? AccessKey { get; set; }

    public string? SecretKey { get; set; }

    public bool IsConfigured => !string.IsNullOrEmpty(ServiceUrl) || !string.IsNullOrEmpty(Bucket);

    public void Validate()
    {
        if (!IsConfigured)
        {
            return;
        }

        if (!Uri.TryCreate(ServiceUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            throw new InvalidOperationException($"{Section}:{nameof(ServiceUrl)} is no http(s) address.");
        }

        foreach (var (name, value) in new[] { (nameof(Region), Region), (nameof(Bucket), Bucket), (nameof(AccessKey), AccessKey), (nameof(SecretKey), SecretKey) })
        {
            if (string.IsNullOrEmpty(value))
            {
                throw new InvalidOperationException($"{Section}:{nameof(ServiceUrl)} is set, so {Section}:{name} is needed.");
            }
        }
    }
}
