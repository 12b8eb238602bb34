using System.Text;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Mailing.Preferences;
using SecurityTraining.Domain.Mailing;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Pages;

/// <summary>
/// Where the link at the foot of a campaign's mail leads. Opening it changes nothing. A mail program that posts
/// <c>List-Unsubscribe=One-Click</c> to it (RFC 8058) ends the news at once; a person chooses per category.
/// </summary>
internal static class UnsubscribePage
{
    private const string OneClickField = "List-Unsubscribe";
    private const string OneClick = "One-Click";
    private const string ChoiceField = "choice";
    private const string WantedField = "wanted";

    public static void MapUnsubscribePage(this IEndpointRouteBuilder app)
    {
        var page = app.MapGroup("/u/{token}").WithTags("Pages").WithRateLimit(RateLimit.Tracking).AllowAnonymous().ExcludeFromDescription();
        page.MapGet("", Show);
        page.MapPost("", Save).DisableAntiforgery();
    }

    private static async Task<IResult> Show(string token, HttpRequest request, ISender sender, CancellationToken ct)
    {
        var opened = await sender.Send(new OpenUnsubscribePageQuery(token), ct);
        return opened.IsError ? Unknown(request) : Choices(request, token, opened.Value, isSaved: false);
    }

    private static async Task<IResult> Save(string token, HttpRequest request, IFormCollection form, ISender sender, CancellationToken ct)
    {
        var isOneClick = string.Equals(form[OneClickField], OneClick, StringComparison.OrdinalIgnoreCase);
        if (!isOneClick && !form.ContainsKey(ChoiceField))
        {
            return HtmlPage.Show(HtmlPage.Language(request), Nothing(request), "", StatusCodes.Status400BadRequest);
        }

        var categories = isOneClick ? null : Enum.GetValues<MailCategory>().Where(category => form[WantedField].Contains($"{category}")).ToList();
        var saved = await sender.Send(new UnsubscribeCommand(token, categories), ct);
        return saved.IsError || await sender.Send(new OpenUnsubscribePageQuery(token), ct) is not { IsError: false } opened
            ? Unknown(request)
            : Choices(request, token, opened.Value, isSaved: true);
    }

    private static IResult Choices(HttpRequest request, string token, UnsubscribePageRow page, bool isSaved)
    {
        var isGerman = page.Language == "de";
        var boxes = new StringBuilder();
        foreach (var (category, isWanted) in page.Preferences)
        {
            boxes.Append($"""<p><label><input type="checkbox" name="{WantedField}" value="{category}"{(isWanted ? " checked" : "")}> {HtmlPage.Encode(Name(category, isGerman))}</label></p>""");
        }

        var (heading, advice, button, note) = isGerman
            ? ("Welche Nachrichten möchten Sie erhalten?", "Nachrichten, die Ihr Konto braucht, kommen weiterhin.", "Speichern", "Ihre Einstellungen sind gespeichert.")
            : ("Which messages do you want to receive?", "Messages that your account needs will still come.", "Save", "Your preferences have been saved.");
        return HtmlPage.Show(
            isGerman ? "de" : "en",
            heading,
            $"""
             {(isSaved ? $"<p role=\"status\" data-state=\"valid\">{HtmlPage.Encode(note)}</p>" : "")}
             <form method="post" action="{HtmlPage.Encode($"{request.PathBase}/u/{token}")}">
             <input type="hidden" name="{ChoiceField}" value="save">
             {boxes}
             <button type="submit">{HtmlPage.Encode(button)}</button>
             </form>
             <p>{HtmlPage.Encode(advice)}</p>
             """);
    }

    private static IResult Unknown(HttpRequest request)
    {
        var language = HtmlPage.Language(request);
        return HtmlPage.Show(
            language, language == "de" ? "Dieser Link führt nirgendwohin" : "This link leads nowhere", "", StatusCodes.Status404NotFound);
    }

    private static string Nothing(HttpRequest request) =>
        HtmlPage.Language(request) == "de" ? "Es wurde nichts ausgewählt" : "Nothing has been chosen";

    private static string Name(MailCategory category, bool isGerman) => (category, isGerman) switch
    {
        (MailCategory.TrainingNews, true) => "Neuigkeiten zu Schulungen",
        (MailCategory.TrainingNews, _) => "News about training",
        (MailCategory.SecurityNews, true) => "Neuigkeiten zur Sicherheit",
        (MailCategory.SecurityNews, _) => "Security news",
        (MailCategory.Tips, true) => "Tipps",
        (MailCategory.Tips, _) => "Tips",
        (MailCategory.Events, true) => "Veranstaltungen",
        _ => "Events",
    };
}
