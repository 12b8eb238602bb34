using System.Globalization;
using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using SecurityTraining.Application.Learning.Scorm;
using SecurityTraining.WebApi.Authentication;
using SecurityTraining.WebApi.Endpoints;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Pages;

/// <summary>A package in a frame, with the run-time API of its standard around it.</summary>
internal sealed class ScormPage(ScormOpening opening, BrowserOrigins origins) : IResult
{
    public const string ScriptName = "run-time.js";

    private const string Style = "html,body{margin:0;height:100%;overflow:hidden}iframe{display:block;border:0;width:100%;height:100%}";

    private static readonly byte[] RunTime = ReadScript();

    private static readonly string StyleHash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)));

    /// <summary>The encoder leaves nothing that could end the element which the JSON stands in.</summary>
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static IResult Script(HttpResponse response)
    {
        response.Headers.CacheControl = "public, max-age=300";
        return TypedResults.Bytes(RunTime, "text/javascript; charset=utf-8");
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var headers = httpContext.Response.Headers;
        headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self'; style-src 'sha256-{StyleHash}'; frame-src 'self'; connect-src 'self'; base-uri 'none'; "
            + $"form-action 'none'; frame-ancestors {Ancestors(origins)}; {ScormFile.Sandbox}";
        headers.XFrameOptions = "SAMEORIGIN"; // for browsers that do not know the policy's frame-ancestors, which goes before it
        headers.CacheControl = "no-store";
        return TypedResults.Text(Html(), MediaTypeNames.Text.Html, Encoding.UTF8).ExecuteAsync(httpContext);
    }

    /// <summary>Who may show packages in a frame: those who may call the API.</summary>
    internal static string Ancestors(BrowserOrigins origins) => $"'self' {string.Join(' ', origins.All.Order(StringComparer.Ordinal))}".TrimEnd();

    private string Html()
    {
        var item = opening.Item;
        var address = $"files/{string.Join('/', item.Path.Split('/').Select(Uri.EscapeDataString))}{item.Parameters}";
        return $"""
            <!DOCTYPE html>
            <html>
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{HtmlPage.Encode(item.Title)}</title>
            <style>{Style}</style>
            <script type="application/json" id="launch">{JsonSerializer.Serialize(State(), Json)}</script>
            <script src="{ScormEndpoints.Root}/{ScriptName}"></script>
            </head>
            <body><iframe title="{HtmlPage.Encode(item.Title)}" src="{HtmlPage.Encode(address)}" allow="autoplay; fullscreen"></iframe></body>
            </html>
            """;
    }

    private object State() => new
    {
        standard = opening.Version,
        opening = opening.Number,
        opening.Entry,
        opening.TotalTime,
        opening.LearnerId,
        opening.LearnerName,
        masteryScore = opening.Item.MasteryScore?.ToString(CultureInfo.InvariantCulture) ?? "",
        opening.Data,
    };

    private static byte[] ReadScript()
    {
        using var script = typeof(ScormPage).Assembly.GetManifestResourceStream($"scorm/{ScriptName}")!;
        using var copy = new MemoryStream();
        script.CopyTo(copy);
        return copy.ToArray();
    }
}
