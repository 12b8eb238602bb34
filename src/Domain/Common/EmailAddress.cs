using System.Globalization;
using System.Text.RegularExpressions;
using ErrorOr;

namespace SecurityTraining.Domain.Common;

/// <summary>
/// A mail address as companies use them: <c>local@domain</c> in ASCII, the dot-atom form of RFC 5321 without quoted local
/// parts and address literals; an internationalised domain is kept in its ASCII form (RFC 5891). Compared and kept in lower case.
/// </summary>
public sealed partial record EmailAddress
{
    /// <summary>RFC 5321, 4.5.3.1.3, less the angle brackets.</summary>
    public const int MaxLength = 254;

    private const int MaxLocalPartLength = 64;

    private EmailAddress(string localPart, string domain)
    {
        LocalPart = localPart;
        Domain = domain;
    }

    public string LocalPart { get; }

    public string Domain { get; }

    public string Value => $"{LocalPart}@{Domain}";

    public static ErrorOr<EmailAddress> Parse(string? text)
    {
        var trimmed = text?.Trim() ?? "";
        var at = trimmed.LastIndexOf('@');
        if (at <= 0 || at > MaxLocalPartLength || trimmed.Length > MaxLength)
        {
            return EmailAddressErrors.Invalid;
        }

        var localPart = trimmed[..at].ToLowerInvariant();
        return LocalPartPattern().IsMatch(localPart) && DomainName.Normalize(trimmed[(at + 1)..]) is { } domain
            ? new EmailAddress(localPart, domain)
            : EmailAddressErrors.Invalid;
    }

    public static bool IsValid(string? text) => !Parse(text).IsError;

    public override string ToString() => Value;

    // No timeout here and below: the input is short and backtracks little, and a timeout is wall-clock time, so that on a busy machine it
    // would refuse good addresses.
    [GeneratedRegex(@"^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex LocalPartPattern();
}

public static class EmailAddressErrors
{
    public static readonly Error Invalid = Error.Validation("email_invalid", "This is not a valid mail address.");
}

/// <summary>Host names in their one comparable form: lower case, ASCII (RFC 5891), without the root's dot.</summary>
public static partial class DomainName
{
    /// <summary>RFC 1035, 2.3.4.</summary>
    public const int MaxLength = 253;

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <returns>Null if the text is no host name of at least two labels.</returns>
    public static string? Normalize(string? text)
    {
        var trimmed = text?.Trim().TrimEnd('.') ?? "";
        if (trimmed.Length is 0 or > MaxLength)
        {
            return null;
        }

        try
        {
            var ascii = Idn.GetAscii(trimmed).ToLowerInvariant();
            return ascii.Length <= MaxLength && Pattern().IsMatch(ascii) ? ascii : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Whether <paramref name="domain"/> is <paramref name="parent"/> or lies below it.</summary>
    public static bool IsWithin(string domain, string parent) =>
        domain.Equals(parent, StringComparison.Ordinal) || domain.EndsWith("." + parent, StringComparison.Ordinal);

    [GeneratedRegex(@"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex Pattern();
}
