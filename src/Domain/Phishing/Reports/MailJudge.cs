using System.Text.RegularExpressions;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Phishing.Reports;

/// <summary>Looks at a reported mail as a trained eye does.</summary>
/// <param name="Domains">The company's own.</param>
/// <param name="CompanyName">As people would write it.</param>
/// <param name="IsColleaguesName">The sender's name is that of somebody in the company.</param>
public sealed partial record MailJudge(IReadOnlyList<string> Domains, string CompanyName, bool IsColleaguesName)
{
    private const int MinCompanyNameLength = 4;
    private const int MaxReasons = 30;

    private static readonly HashSet<string> RiskyEndings = new(StringComparer.OrdinalIgnoreCase)
    {
        ".ade", ".apk", ".appx", ".bat", ".chm", ".cmd", ".com", ".cpl", ".dll", ".docm", ".dotm", ".exe", ".hta", ".htm", ".html", ".img", ".iso", ".jar", ".js", ".jse",
        ".lnk", ".mht", ".msc", ".msi", ".one", ".pif", ".ppam", ".pptm", ".ps1", ".rdp", ".reg", ".scr", ".sct", ".svg", ".url", ".vbe", ".vbs", ".vhd", ".vhdx", ".wsf",
        ".xlam", ".xll", ".xlsm", ".xltm",
    };

    public MailHint Judge(MailFacts mail)
    {
        var reasons = Reasons(mail).Distinct().Take(MaxReasons)
            .Select(reason => reason with { Detail = reason.Detail?.Cut(HintReason.MaxDetailLength) })
            .ToList();
        var level = reasons.Sum(Weight) switch
        {
            0 => HintLevel.Unremarkable,
            < 4 => HintLevel.Suspicious,
            _ => HintLevel.Dangerous,
        };
        return new MailHint(level, reasons);
    }

    private static int Weight(HintReason reason) => reason.Kind switch
    {
        HintReasonKind.LookalikeDomain => 4,
        HintReasonKind.DmarcFailed or HintReasonKind.DisplayNameSpoof or HintReasonKind.LinkTextDiffers or HintReasonKind.RiskyAttachment => 3,
        HintReasonKind.LinkToAddress => 2,
        _ => 1,
    };

    private IEnumerable<HintReason> Reasons(MailFacts mail)
    {
        var (from, checks) = (mail.From, mail.Authentication);
        if (checks.Spf is "fail" or "softfail" or "permerror")
        {
            yield return new(HintReasonKind.SpfFailed, from.Domain);
        }

        if (checks.Dkim is "fail" or "policy" or "permerror")
        {
            yield return new(HintReasonKind.DkimFailed, from.Domain);
        }

        if (checks.Dmarc is "fail")
        {
            yield return new(HintReasonKind.DmarcFailed, from.Domain);
        }

        foreach (var domain in mail.Links.Select(link => link.Host).OfType<string>().Prepend(from.Domain).Where(IsLookalike))
        {
            yield return new(HintReasonKind.LookalikeDomain, domain);
        }

        if (IsSpoofed(from))
        {
            yield return new(HintReasonKind.DisplayNameSpoof, from.Name);
        }

        if (mail.ReplyTo is { Length: > 0 } replyTo && from.Address.Length > 0 && !IsSameOwner(new MailSender("", replyTo).Domain, from.Domain))
        {
            yield return new(HintReasonKind.ReplyToDiffers, replyTo);
        }

        foreach (var reason in mail.Links.SelectMany(OfLink).Concat(mail.Attachments.Where(IsRisky).Select(file => new HintReason(HintReasonKind.RiskyAttachment, file.Name))))
        {
            yield return reason;
        }
    }

    private IEnumerable<HintReason> OfLink(MailLink link)
    {
        if (link.Host is not { } host)
        {
            yield break;
        }

        if (Uri.CheckHostName(host) is UriHostNameType.IPv4 or UriHostNameType.IPv6)
        {
            yield return new(HintReasonKind.LinkToAddress, link.Url);
        }

        if (link.Text is { } text && ShownHost().Match(text.Trim()) is { Success: true } shown
            && DomainName.Normalize(shown.Groups["host"].Value) is { } said && !IsSameOwner(said, host))
        {
            yield return new(HintReasonKind.LinkTextDiffers, $"{said} → {host}");
        }
    }

    private bool IsOwn(string domain) => Domains.Any(own => DomainName.IsWithin(domain, own));

    private bool IsLookalike(string domain) => !IsOwn(domain) && Domains.Any(own => LookalikeDomain.Resembles(domain, own));

    private bool IsSpoofed(MailSender from)
    {
        if (AnyAddress().Match(from.Name) is { Success: true } address)
        {
            return !address.Value.Equals(from.Address, StringComparison.OrdinalIgnoreCase);
        }

        return from.Address.Length > 0 && !IsOwn(from.Domain)
            && (IsColleaguesName || (CompanyName.Length >= MinCompanyNameLength && from.Name.Contains(CompanyName, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>By the last two labels, as far as one can tell without the list of public suffixes: <c>mail.a.example</c> and <c>a.example</c>.</summary>
    private static bool IsSameOwner(string left, string right) =>
        DomainName.IsWithin(left, right) || DomainName.IsWithin(right, left) || LookalikeDomain.Registered(left) == LookalikeDomain.Registered(right);

    private static bool IsRisky(MailAttachment file) => RiskyEndings.Contains(Path.GetExtension(file.Name.TrimEnd('.', ' ')));

    [GeneratedRegex(@"^(https?://)?(?<host>([\w-]+\.)+[a-zA-Z]{2,24})(?=[/:?#\s]|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex ShownHost();

    [GeneratedRegex(@"[^\s<>@""']{1,64}@[^\s<>@""']{1,253}\.[a-zA-Z]{2,24}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex AnyAddress();
}
