namespace SecurityTraining.Domain.Phishing;

/// <summary>A person's data as it was at the launch.</summary>
/// <param name="MergeValues">By merge field name; custom attributes as <c>custom.name</c>.</param>
/// <param name="TimeZone">IANA name.</param>
public sealed record RecipientSnapshot(
    Guid UserId, string Email, string FullName, string? Department, string Language, string TimeZone, IReadOnlyDictionary<string, string> MergeValues);
