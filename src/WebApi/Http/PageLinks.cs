using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;

namespace SecurityTraining.WebApi.Http;

/// <summary>The <c>Link</c> header of a list (RFC 8288): the same request, for other pages.</summary>
internal static class PageLinks
{
    public static string ForPage(HttpRequest request, int page, int totalPages)
    {
        var last = Math.Max(totalPages, 1);
        List<string> links = [Link(1, "first")];
        if (page > 1)
        {
            links.Add(Link(Math.Min(page - 1, last), "prev"));
        }

        if (page < last)
        {
            links.Add(Link(page + 1, "next"));
        }

        links.Add(Link(last, "last"));
        return string.Join(", ", links);

        string Link(int number, string relation) =>
            To(request, "page", number.ToString(CultureInfo.InvariantCulture), relation);
    }

    public static string ForCursor(HttpRequest request, string nextCursor) => To(request, "cursor", nextCursor, "next");

    private static string To(HttpRequest request, string parameter, string value, string relation)
    {
        // As the caller wrote it: the parsed query of the request has been translated (QueryValues).
        var others = QueryHelpers.ParseQuery(request.QueryString.Value)
            .Where(pair => !pair.Key.Equals(parameter, StringComparison.OrdinalIgnoreCase));
        var query = new QueryBuilder(others) { { parameter, value } };
        return $"<{request.PathBase.ToUriComponent()}{request.Path.ToUriComponent()}{query.ToQueryString()}>; rel=\"{relation}\"";
    }
}
