using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.Net.Http.Headers;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.WebApi.Pages;

/// <summary>The service's own small pages: no script, nothing from elsewhere, one column of text that any device and screen reader takes.</summary>
internal static class HtmlPage
{
    private const string Style =
        """
        :root{color-scheme:light dark;font:1.125rem/1.5 system-ui,sans-serif}
        body{margin:0;display:grid;min-height:100vh;place-items:center}
        main{box-sizing:border-box;width:100%;max-width:34rem;padding:2rem 1.25rem}
        h1{font-size:1.5rem;line-height:1.25}
        label{display:block;font-weight:600}
        input{box-sizing:border-box;width:100%;font:inherit;padding:.625rem .75rem;border:1px solid #767676;border-radius:.375rem}
        input[type=checkbox]{width:auto}
        dl{display:grid;grid-template-columns:auto 1fr;gap:.375rem 1.5rem;margin:1.5rem 0}
        dt{opacity:.75}
        dd{margin:0;overflow-wrap:anywhere}
        [data-state]{border-left:.25rem solid #b3261e;padding-left:.75rem}
        [data-state=valid]{border-color:#188038}
        [role=alert]{border-left:.25rem solid #b3261e;padding-left:.75rem}
        button{font:inherit;font-weight:600;padding:.75rem 1.5rem;border:0;border-radius:.375rem;background:#0b57d0;color:#fff;cursor:pointer}
        button:focus-visible{outline:3px solid currentcolor;outline-offset:3px}
        """;

    /// <summary>The style by its hash, forms to ourselves, and not in anybody's frame.</summary>
    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>The first of the languages that the reader prefers and the product speaks.</summary>
    public static string Language(HttpRequest request) => request.GetTypedHeaders().AcceptLanguage
        .Where(language => language.Quality is not 0)
        .OrderByDescending(language => language.Quality ?? 1)
        .Select(language => language.Value.Value?.Split('-')[0].ToLowerInvariant())
        .FirstOrDefault(language => language is not null && Languages.Supported.Contains(language, StringComparer.Ordinal)) ?? Languages.Default;

    public static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    /// <param name="language">Two letters.</param>
    /// <param name="heading">Plain text.</param>
    /// <param name="content">HTML, encoded where it is not ours.</param>
    /// <param name="status">The HTTP status.</param>
    public static IResult Show(string language, string heading, string content, int status = StatusCodes.Status200OK) => new Page(
        $"""
         <!DOCTYPE html>
         <html lang="{language}">
         <head>
         <meta charset="utf-8">
         <meta name="viewport" content="width=device-width, initial-scale=1">
         <meta name="robots" content="noindex">
         <title>{Encode(heading)} – SecurityTraining</title>
         <style>{Style}</style>
         </head>
         <body>
         <main>
         <h1>{Encode(heading)}</h1>
         {content}
         </main>
         </body>
         </html>
         """,
        status);

    private sealed class Page(string html, int status) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var headers = httpContext.Response.Headers;
            headers.ContentSecurityPolicy = Policy;
            headers.CacheControl = "no-store";
            headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);
            return Results.Text(html, MediaTypeNames.Text.Html, Encoding.UTF8, status).ExecuteAsync(httpContext);
        }
    }
}
