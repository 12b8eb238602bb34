using System.Net;
using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Phishing;

/// <summary>How far a rule has got with the hits that were there before it.</summary>
public enum RuleApplication
{
    /// <summary>Nobody has asked for it: the rule holds for what comes in.</summary>
    NotRequested,
    Running,
    Completed,
}

/// <summary>What a company knows better than the judge: from whom hits come that show one of its address ranges or user agents.</summary>
public sealed class VerdictRule : AggregateRoot, ICompanyOwned
{
    public const int MaxPerCompany = 200;
    public const int MaxNoteLength = 200;
    public const int MinUserAgentLength = 3;
    public const int MaxUserAgentLength = 200;
    public const int MaxAddressRangeLength = 43;

    /// <summary>Wider ranges than these are nobody's, and could not be told from what is kept of an address.</summary>
    public const int ShortestIPv4Prefix = 8;

    /// <inheritdoc cref="ShortestIPv4Prefix"/>
    public const int ShortestIPv6Prefix = 32;

    /// <summary>What is kept of an IPv6 address tells no more than its /64.</summary>
    public const int LongestIPv6Prefix = 64;

    private IPNetwork? _range;

    private VerdictRule(Guid companyId, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        CreatedAt = now;
    }

    private VerdictRule()
    {
    }

    public Guid CompanyId { get; private set; }

    /// <summary>CIDR notation; null: the rule is about user agents.</summary>
    public string? AddressRange { get; private set; }

    /// <summary>Part of the <c>User-Agent</c> header, in any case.</summary>
    public string? UserAgent { get; private set; }

    public Verdict Verdict { get; private set; }

    public string? Note { get; private set; }

    public RuleApplication Application { get; private set; }

    /// <summary>How many earlier hits got another verdict when the rule was last applied to them.</summary>
    public int HitsChanged { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public IPNetwork? Range => _range ??= AddressRange is null ? null : IPNetwork.Parse(AddressRange);

    public static ErrorOr<VerdictRule> Create(
        Guid companyId, string? addressRange, string? userAgent, Verdict verdict, string? note, DateTimeOffset now)
    {
        var rule = new VerdictRule(companyId, now);
        return rule.Change(addressRange, userAgent, verdict, note).Then(_ => rule);
    }

    /// <summary>Holds for what comes in from now on.</summary>
    public ErrorOr<Success> Change(string? addressRange, string? userAgent, Verdict verdict, string? note)
    {
        if ((addressRange is null) == (userAgent is null))
        {
            return VerdictRuleErrors.OneOfTwo;
        }

        if (addressRange is not null && !IsRange(addressRange))
        {
            return VerdictRuleErrors.RangeInvalid;
        }

        _range = addressRange is null ? null : ParseRange(addressRange);
        AddressRange = _range?.ToString();
        UserAgent = userAgent?.Trim();
        Verdict = verdict;
        Note = note;
        Application = RuleApplication.NotRequested;
        return Result.Success;
    }

    public ErrorOr<Success> StartApplication()
    {
        if (Application == RuleApplication.Running)
        {
            return VerdictRuleErrors.AlreadyRunning;
        }

        Application = RuleApplication.Running;
        HitsChanged = 0;
        return Result.Success;
    }

    public void NoteApplied(int hitsChanged, bool isLast)
    {
        HitsChanged += hitsChanged;
        Application = isLast ? RuleApplication.Completed : Application;
    }

    /// <summary>Of several rules the one that says most precisely whom it means: the narrowest range, otherwise the longest part of a name.</summary>
    public static Verdict? Decide(IEnumerable<VerdictRule> rules, IPAddress? address, string? userAgent) => rules
        .Where(rule => rule.Covers(address) || rule.Names(userAgent))
        .OrderByDescending(rule => rule.Range is not null)
        .ThenByDescending(rule => rule.Range?.PrefixLength ?? rule.UserAgent!.Length)
        .ThenBy(rule => rule.Id)
        .FirstOrDefault()?.Verdict;

    public static bool IsRange(string text) => ParseRange(text) is not null;

    public bool Names(string? userAgent) =>
        UserAgent is not null && userAgent?.Contains(UserAgent, StringComparison.OrdinalIgnoreCase) == true;

    private bool Covers(IPAddress? address) =>
        address is not null && Range is { } range && range.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    /// <summary>An address alone is a range of one.</summary>
    private static IPNetwork? ParseRange(string text)
    {
        if (!text.Contains('/', StringComparison.Ordinal) && IPAddress.TryParse(text, out var single))
        {
            text = $"{single}/{(IsIPv4(single) ? 32 : LongestIPv6Prefix)}";
        }

        var parts = text.Trim().Split('/');
        if (parts.Length != 2 || !IPAddress.TryParse(parts[0], out var address)
            || !int.TryParse(parts[1], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var prefix)
            || address.ScopeIdOrZero() != 0 || address.IsIPv4MappedToIPv6)
        {
            return null;
        }

        var (shortest, longest) = IsIPv4(address) ? (ShortestIPv4Prefix, 32) : (ShortestIPv6Prefix, LongestIPv6Prefix);
        return prefix >= shortest && prefix <= longest ? new IPNetwork(FirstOf(address, prefix), prefix) : null;
    }

    private static IPAddress FirstOf(IPAddress address, int prefix)
    {
        var bytes = address.GetAddressBytes();
        for (var bit = prefix; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return new IPAddress(bytes);
    }

    private static bool IsIPv4(IPAddress address) => address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork;
}

internal static class AddressScope
{
    public static long ScopeIdOrZero(this IPAddress address) =>
        address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? address.ScopeId : 0;
}

public static class VerdictRuleErrors
{
    public static readonly Error NotFound = Error.NotFound("verdict_rule_not_found", "There is no such rule.");

    public static readonly Error OneOfTwo = Error.Validation(
        "verdict_rule_subject", "A rule is about an address range or about a user agent: name one of them.");

    public static readonly Error RangeInvalid = Error.Validation(
        "address_range_invalid",
        $"An address range is written as 192.0.2.0/24 or 2001:db8::/48; IPv4 from /{VerdictRule.ShortestIPv4Prefix}, IPv6 from /{VerdictRule.ShortestIPv6Prefix} to /{VerdictRule.LongestIPv6Prefix}.");

    public static readonly Error AlreadyRunning = Error.Conflict("verdict_rule_running", "The rule is being applied to earlier hits already.");

    public static readonly Error TooMany = Error.Conflict(
        "verdict_rule_limit_reached", $"A company can have at most {VerdictRule.MaxPerCompany} rules.");

    public static readonly Error HitNotFound = Error.NotFound("hit_not_found", "There is no such hit in this simulation.");
}
