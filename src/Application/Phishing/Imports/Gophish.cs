using System.Text.Json.Serialization;

namespace SecurityTraining.Application.Phishing.Imports;

/// <summary>A template as <c>/api/templates</c> of Gophish gives it; what is not named here is passed over.</summary>
internal sealed record GophishTemplate(
    string? Name,
    string? Subject,
    string? Text,
    string? Html,
    [property: JsonPropertyName("envelope_sender")] string? EnvelopeSender,
    IReadOnlyList<GophishAttachment>? Attachments);

internal sealed record GophishAttachment(string? Name);

/// <summary>A landing page as <c>/api/pages</c> of Gophish gives it.</summary>
internal sealed record GophishPage(
    string? Name,
    string? Html,
    [property: JsonPropertyName("capture_credentials")] bool CaptureCredentials,
    [property: JsonPropertyName("redirect_url")] string? RedirectUrl);
