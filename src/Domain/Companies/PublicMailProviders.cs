using System.Collections.Frozen;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Companies;

/// <summary>Domains whose mailboxes belong to the public, and suffixes under which anybody registers: no company can own them.</summary>
public static class PublicMailProviders
{
    private static readonly FrozenSet<string> Providers = new[]
    {
        "aol.com", "arcor.de", "bluewin.ch", "fastmail.com", "freenet.de", "gmail.com", "gmx.at", "gmx.ch", "gmx.com", "gmx.de", "gmx.net",
        "googlemail.com", "hey.com", "hotmail.com", "hotmail.de", "icloud.com", "kabelmail.de", "laposte.net", "libero.it", "live.com", "live.de",
        "mac.com", "mail.com", "mail.de", "mail.ru", "mailbox.org", "me.com", "msn.com", "online.de", "orange.fr", "outlook.com", "outlook.de",
        "posteo.de", "proton.me", "protonmail.com", "qq.com", "rocketmail.com", "t-online.de", "tutanota.com", "tuta.io", "vodafone.de", "web.de",
        "yahoo.com", "yahoo.de", "yandex.com", "yandex.ru", "ymail.com", "zoho.com", "163.com", "126.com",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Suffixes = new[]
    {
        "ac.uk", "co.at", "co.il", "co.in", "co.jp", "co.kr", "co.nz", "co.uk", "co.za", "com.au", "com.br", "com.cn", "com.mx", "com.pl", "com.tr",
        "edu.au", "gov.au", "gov.uk", "gv.at", "ltd.uk", "me.uk", "ne.jp", "net.au", "nhs.uk", "or.at", "or.jp", "org.au", "org.uk", "plc.uk",
        "azurewebsites.net", "blogspot.com", "cloudfront.net", "github.io", "gitlab.io", "herokuapp.com", "netlify.app", "pages.dev", "vercel.app",
        "web.app", "workers.dev", "amazonaws.com", "appspot.com", "onmicrosoft.com",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static bool Owns(string domain) =>
        Suffixes.Contains(domain) || Providers.Any(provider => DomainName.IsWithin(domain, provider));
}
