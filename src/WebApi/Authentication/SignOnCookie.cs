using System.Security.Cryptography;
using System.Text;
using SecurityTraining.Application.Common.Settings;
using SecurityTraining.Application.Identity.SingleSignOn;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.WebApi.Authentication;

/// <summary>
/// Binds a way through the identity provider to the browser that has begun it: one cookie for each, so that two tabs do not get in each other's
/// way. Lax, because the browser comes back from another site. Over https its name keeps other hosts of the domain from setting it (RFC 6265bis).
/// </summary>
internal static class SignOnCookie
{
    private const int MarkLength = 16;

    public static void Set(HttpResponse response, StartedSignOn started, PublicAddress address) =>
        response.Cookies.Append(NameFor(started.State, address), started.BrowserSecret, Options(address, SignOn.Lifetime));

    public static string? Read(HttpRequest request, string state, PublicAddress address) => request.Cookies[NameFor(state, address)];

    public static void Remove(HttpResponse response, string state, PublicAddress address) =>
        response.Cookies.Delete(NameFor(state, address), Options(address, lifetime: null));

    private static string NameFor(string state, PublicAddress address)
    {
        var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state)))[..MarkLength];
        return $"{(IsSecure(address) ? "__Host-" : "")}sso-{mark}";
    }

    private static CookieOptions Options(PublicAddress address, TimeSpan? lifetime) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        MaxAge = lifetime,
        Path = "/",
        SameSite = SameSiteMode.Lax,
        Secure = IsSecure(address),
    };

    /// <summary>As the browser sees us, whatever a proxy in between makes of it.</summary>
    private static bool IsSecure(PublicAddress address) => address.Url.Scheme == Uri.UriSchemeHttps;
}
