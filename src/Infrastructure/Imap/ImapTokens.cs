using System.Text.Json;
using SecurityTraining.Application.Phishing.Reports;
using SecurityTraining.Domain.Phishing.Reports;
using SecurityTraining.Infrastructure.Http;

namespace SecurityTraining.Infrastructure.Imap;

/// <summary>Access tokens for XOAUTH2 by the client credentials grant (RFC 6749, 4.4). Asked for anew with each look: they last as long as one.</summary>
internal sealed class ImapTokens(GuardedHttp http)
{
    public async Task<string> Get(MailboxAccess access, string clientSecret, CancellationToken ct)
    {
        if (!Uri.TryCreate(access.TokenUrl, UriKind.Absolute, out var url) || !http.IsAcceptable(url))
        {
            throw new MailboxException("The address for tokens must be https.");
        }

        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = access.ClientId ?? "",
            ["client_secret"] = clientSecret,
        };
        if (!string.IsNullOrEmpty(access.Scope))
        {
            form["scope"] = access.Scope;
        }

        using var body = new FormUrlEncodedContent(form);
        using var response = await http.Client.PostAsync(url, body, ct);
        if (!response.IsSuccessStatusCode)
        {
            throw new MailboxException($"The authorization server gives no token ({(int)response.StatusCode}).");
        }

        try
        {
            using var answer = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(ct));
            return answer.RootElement.GetProperty("access_token").GetString() ?? throw new MailboxException("The authorization server gives no token.");
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new MailboxException("The authorization server's answer holds no token.", failure);
        }
    }
}
