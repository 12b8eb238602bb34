using System.Net;
using System.Text.RegularExpressions;
using ErrorOr;
using SecurityTraining.Application.Phishing.Templates;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Imports;

/// <summary>What a file does not say.</summary>
internal sealed record LureDefaults(string? Name, string Language, Guid? LandingPageId);

internal sealed record ReadLures(IReadOnlyList<Element<LureTemplateInput>> Elements, IReadOnlyList<ImportNote> Notes);

/// <summary>Finds lures in a file.</summary>
internal sealed partial class LureReader(ILureFiles files)
{
    private const string Link = "{{" + MergeFields.Link + "}}";
    private const string Company = "{{companyName}}";
    private const string DefaultLocalPart = "info";

    public ErrorOr<ReadLures> Read(byte[] content, LureDefaults defaults)
    {
        if (ImportFile.IsJson(content))
        {
            return ImportFile.ReadJson<GophishTemplate>(content).Then(elements => new ReadLures(
                [.. elements.Select(element => new Element<LureTemplateInput>(element.Place, FromGophish(element.Value, defaults)))],
                [.. elements.SelectMany(element => NotesOn(element.Value, defaults).Select(note => new ImportNote(element.Place, note)))]));
        }

        var mail = ImportFile.IsHtml(content) ? files.ReadHtml(files.ReadText(content)) : files.ReadMail(content);
        return mail.Then(read => new ReadLures(
            [new Element<LureTemplateInput>("", FromMail(read, defaults))],
            [.. read.Notes.Concat(NotesOn(defaults)).Select(note => new ImportNote("", note))]));
    }

    private static LureTemplateInput FromMail(ImportedMail mail, LureDefaults defaults)
    {
        var subject = OneLine(mail.Subject) ?? defaults.Name ?? "";
        return Input(
            defaults.Name ?? subject,
            subject,
            (mail.SenderName, mail.SenderAddress),
            mail.Html,
            mail.Text is null ? null : WithLink(ForeignLink().Replace(mail.Text, Link)),
            defaults);
    }

    private LureTemplateInput FromGophish(GophishTemplate template, LureDefaults defaults)
    {
        var html = string.IsNullOrWhiteSpace(template.Html) ? FromText(template.Text) : template.Html;
        var sender = Sender().Match(template.EnvelopeSender ?? "");
        return Input(
            template.Name ?? "",
            template.Subject ?? "",
            sender.Success ? (sender.Groups["name"].Value.Trim(' ', '"'), sender.Groups["address"].Value) : (null, template.EnvelopeSender),
            LeadsSomewhere(html) ? html : files.ReadHtml(html).Html,
            string.IsNullOrWhiteSpace(template.Text) ? null : template.Text,
            defaults);
    }

    private static LureTemplateInput Input(
        string name, string subject, (string? Name, string? Address) sender, string html, string? text, LureDefaults defaults)
    {
        var localPart = sender.Address?.Split('@')[0];
        return new LureTemplateInput(
            Cut(name, LureTemplate.MaxNameLength),
            ImportFile.Storable(subject)!,
            Cut(OneLine(sender.Name) ?? Company, LureContent.MaxSenderNameLength),
            ImportFile.Storable(html)!,
            defaults.LandingPageId is null ? PlainSignIn.Html(defaults.Language) : null,
            Language: defaults.Language,
            SenderLocalPart: localPart is { Length: > 0 and <= LureContent.MaxSenderLocalPartLength } && EmailAddress.IsValid($"{localPart}@example.com")
                ? localPart
                : DefaultLocalPart,
            Text: ImportFile.Storable(text),
            LandingPageId: defaults.LandingPageId);
    }

    private static IEnumerable<string> NotesOn(GophishTemplate template, LureDefaults defaults)
    {
        if (template.Attachments is { Count: > 0 } attachments)
        {
            yield return $"{attachments.Count} attachment(s) have been left out.";
        }

        foreach (var note in NotesOn(defaults))
        {
            yield return note;
        }
    }

    private static IEnumerable<string> NotesOn(LureDefaults defaults) =>
        defaults.LandingPageId is null ? ["No landing page was named, so the link leads to a plain sign-in form."] : [];

    private static bool LeadsSomewhere(string html) =>
        MergeTemplate.Parse(html).Fields.Any(field => field is MergeFields.Link or MergeFields.QrCode);

    private static string FromText(string? text) =>
        $"<p>{WebUtility.HtmlEncode(WithLink(text ?? "")).ReplaceLineEndings("<br>")}</p>";

    private static string WithLink(string text) => LeadsSomewhere(text) ? text : $"{text}\n{Link}";

    private static string? OneLine(string? text) =>
        string.Concat((ImportFile.Storable(text) ?? "").ReplaceLineEndings(" ").Where(letter => !char.IsControl(letter))).Trim() is { Length: > 0 } line
            ? line
            : null;

    private static string Cut(string text, int length) => (OneLine(text) ?? "").Cut(length);

    [GeneratedRegex(@"https?://[^\s<>\""']+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ForeignLink();

    [GeneratedRegex("^(?<name>[^<>]*)<(?<address>[^<>]+)>\\s*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sender();
}

/// <summary>What a lure leads to until somebody chooses better.</summary>
internal static class PlainSignIn
{
    public static string Html(string language)
    {
        var (title, address, password, button) = language == "de"
            ? ("Anmelden", "E-Mail-Adresse", "Kennwort", "Weiter")
            : ("Sign in", "Email address", "Password", "Continue");
        return $"""
            <!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title></head>
            <body style="font-family:sans-serif;max-width:360px;margin:64px auto"><h1>{title}</h1><form>
            <p><label>{address}<br><input type="email" value="{"{{email}}"}"></label></p><p><label>{password}<br><input type="password"></label></p>
            <p><button>{button}</button></p></form></body></html>
            """;
    }
}
