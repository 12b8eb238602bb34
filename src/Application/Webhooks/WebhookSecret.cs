using System.Security.Cryptography;

namespace SecurityTraining.Application.Webhooks;

/// <summary>What deliveries are signed with, in the spelling of Standard Webhooks: <c>whsec_</c> and 256 random bits in Base64.</summary>
public static class WebhookSecret
{
    public const string Prefix = "whsec_";

    private const int Bytes = 32;

    public static string Create() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes));
}
