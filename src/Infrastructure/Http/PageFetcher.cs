using System.Net.Http.Headers;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using ErrorOr;
using SecurityTraining.Application.Phishing.Imports;
using SecurityTraining.Domain.Common;
using SecurityTraining.Infrastructure.Html;

namespace SecurityTraining.Infrastructure.Http;

/// <summary>Fetches a page and what it is made of through <see cref="GuardedHttp"/>, each by a request of its own and all within 20 s.</summary>
internal sealed class PageFetcher(GuardedHttp http) : IPageFetcher
{
    private const int MaxStyleSheets = 5;
    private const int MaxImages = 20;

    /// <summary>In characters, together.</summary>
    private const int MaxStyles = 96 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HtmlParser _parser = new();

    public async Task<ErrorOr<FetchedPage>> Fetch(Uri address, CancellationToken ct)
    {
        if (!http.IsAcceptable(address))
        {
            return Unfit("Must be an https address without a name or password in it.");
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            using var answer = await http.Client.GetAsync(address, patience.Token);
            if (!answer.IsSuccessStatusCode)
            {
                return Unfit($"The server answers with status {(int)answer.StatusCode}; redirects are not followed.");
            }

            if (!IsHtml(answer.Content.Headers.ContentType))
            {
                return Unfit("There is no HTML page at this address.");
            }

            var document = _parser.ParseDocument(await answer.Content.ReadAsStringAsync(patience.Token));
            var notes = new List<string>();
            var root = BaseOf(document, address);
            await EmbedStyles(document, root, notes, patience.Token);
            var images = await EmbedImages(document, root, patience.Token);
            return new FetchedPage(document.Title, document.DocumentElement.OuterHtml, [.. notes, .. images]);
        }
        catch (Exception exception) when (IsTheirs(exception) && !ct.IsCancellationRequested)
        {
            return Unfit("There is no server on the Internet that answers at this address in time, or its answer is too large.");
        }
    }

    private static Uri BaseOf(IHtmlDocument document, Uri address) =>
        Uri.TryCreate(address, document.QuerySelector("base[href]")?.GetAttribute("href") ?? "", out var root) ? root : address;

    private async Task EmbedStyles(IHtmlDocument document, Uri root, List<string> notes, CancellationToken ct)
    {
        var (count, length) = (0, 0);
        foreach (var link in document.QuerySelectorAll("link[rel~=stylesheet][href]").ToList())
        {
            var href = link.GetAttribute("href")!;
            var css = ++count <= MaxStyleSheets && Uri.TryCreate(root, href, out var address) ? await Text(address, ct) : null;
            if (css is null || length + css.Length > MaxStyles || css.Contains("</style", StringComparison.OrdinalIgnoreCase))
            {
                notes.Add($"A style sheet has been left out: {Cut(href)}");
            }
            else
            {
                length += css.Length;
                var style = document.CreateElement("style");
                style.TextContent = css;
                link.Parent!.InsertBefore(style, link);
            }

            link.Remove();
        }
    }

    private async Task<List<string>> EmbedImages(IHtmlDocument document, Uri root, CancellationToken ct)
    {
        var images = new EmbeddedImages();
        var count = 0;
        foreach (var image in document.QuerySelectorAll("img").ToList())
        {
            var source = image.GetAttribute("src") ?? "";
            if (source.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
            {
                images.Embed(image, EmbeddedImages.FromData(source));
            }
            else if (++count > MaxImages || images.IsFull || !Uri.TryCreate(root, source, out var address))
            {
                images.Drop(image);
            }
            else
            {
                images.Embed(image, await Bytes(address, ct));
            }
        }

        return images.Notes;
    }

    private async Task<string?> Text(Uri address, CancellationToken ct) => await Get(address, content => content.ReadAsStringAsync(ct), ct);

    private async Task<byte[]?> Bytes(Uri address, CancellationToken ct) => await Get(address, content => content.ReadAsByteArrayAsync(ct), ct);

    /// <returns>Null for what does not come: the page does without it.</returns>
    private async Task<T?> Get<T>(Uri address, Func<HttpContent, Task<T>> read, CancellationToken ct)
        where T : class
    {
        if (!http.IsAcceptable(address))
        {
            return null;
        }

        try
        {
            using var answer = await http.Client.GetAsync(address, ct);
            return answer.IsSuccessStatusCode ? await read(answer.Content) : null;
        }
        catch (Exception exception) when (IsTheirs(exception))
        {
            return null;
        }
    }

    private static bool IsHtml(MediaTypeHeaderValue? type) => type?.MediaType is "text/html" or "application/xhtml+xml";

    private static bool IsTheirs(Exception exception) => exception is HttpRequestException or OperationCanceledException or InvalidOperationException or IOException;

    private static Error Unfit(string why) => LureImportErrors.AddressUnfit(why);

    private static string Cut(string text) => text.Cut(100);
}
