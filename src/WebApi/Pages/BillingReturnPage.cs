using System.Net.Mime;
using SecurityTraining.Application.Billing;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Pages;

/// <summary>Where browsers come back to from the payment provider, unless a frontend has a page of its own. It says nothing of anybody.</summary>
internal static class BillingReturnPage
{
    public static void MapBillingReturnPage(this IEndpointRouteBuilder app) =>
        app.MapGet(BillingPage.OwnPath, Show).WithTags("Pages").WithRateLimit(RateLimit.Auth).AllowAnonymous()
            .Produces<string>(contentType: MediaTypeNames.Text.Html);

    private static IResult Show(HttpRequest request, string? checkout = null)
    {
        var language = HtmlPage.Language(request);
        var (heading, advice) = (checkout, language) switch
        {
            ("paid", "de") => ("Vielen Dank", "Ihre Zahlung wird bearbeitet. Das Abonnement gilt, sobald sie bestätigt ist, meist nach wenigen Sekunden."),
            ("paid", _) => ("Thank you", "Your payment is being processed. The subscription holds as soon as it is confirmed, mostly within seconds."),
            ("left", "de") => ("Es wurde nichts gekauft", "Sie können die Bestellung in SecurityTraining jederzeit neu beginnen."),
            ("left", _) => ("Nothing has been bought", "You can begin the order anew in SecurityTraining at any time."),
            (_, "de") => ("Abrechnung", "Sie können dieses Fenster schließen."),
            _ => ("Billing", "You can close this window."),
        };
        return HtmlPage.Show(language, heading, $"<p>{HtmlPage.Encode(advice)}</p>");
    }
}
