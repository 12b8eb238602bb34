using System.Net;
using System.Text;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Application.Phishing;
using SecurityTraining.Application.Phishing.Tracking;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Infrastructure.Phishing;

internal sealed class LurePages(LureCache lures, LureRenderer renderer, LureSenders senders) : ILurePages
{
    public async Task<LurePage> Stage(HitOutcome hit, int stage, CancellationToken ct)
    {
        var lure = await lures.Get(hit.To.CompanyId, hit.LureId, ct);
        return stage > lure.StageCount
            ? Teach(hit, lure)
            : new LurePage(lure.LandingPage(renderer.Values(hit.To, SenderOf(hit, lure), stage), stage), IsTeaching: false);
    }

    public async Task<LurePage> TeachingPage(HitOutcome hit, CancellationToken ct) => Teach(hit, await lures.Get(hit.To.CompanyId, hit.LureId, ct));

    private LurePage Teach(HitOutcome hit, CompiledLure lure)
    {
        var sender = SenderOf(hit, lure);
        return new LurePage(TeachingPageWriter.Write(lure, sender, renderer.Values(hit.To, sender), hit.Language), IsTeaching: true);
    }

    private MailParty SenderOf(HitOutcome hit, CompiledLure lure) => senders.For(
        lure, hit.To.MergeValues, hit.SenderName, hit.SenderAddress, hit.SenderDomain);
}

/// <summary>Who a lure says that it is from.</summary>
internal sealed class LureSenders(string installationDomain)
{
    /// <param name="domain">Null: the installation's.</param>
    public MailParty For(CompiledLure lure, IReadOnlyDictionary<string, string> values, string? name, string? address, string? domain) => new(
        name ?? lure.SenderName(values), address ?? $"{lure.Content.SenderLocalPart}@{domain ?? installationDomain}");
}

/// <summary>The page that turns a mistake into a lesson: friendly, in the person's language, about this very mail.</summary>
internal static class TeachingPageWriter
{
    private const string Style = """
        :root{--ink:#1b2430;--soft:#5b6675;--line:#dfe4ea;--accent:#0b5fff;--mark:#b42318}
        *{box-sizing:border-box}body{margin:0;background:#f4f6f9;color:var(--ink);font:16px/1.55 system-ui,'Segoe UI',Arial,sans-serif}
        main{max-width:1080px;margin:0 auto;padding:32px 20px 64px}h1{font-size:28px;line-height:1.25;margin:0 0 8px}h2{font-size:19px;margin:0 0 12px}
        .lead{color:var(--soft);max-width:62ch;margin:0 0 28px}.columns{display:grid;grid-template-columns:3fr 2fr;gap:24px;align-items:start}
        @media(max-width:820px){.columns{grid-template-columns:1fr}}.card{background:#fff;border:1px solid var(--line);border-radius:12px;overflow:hidden}
        .head{padding:16px 20px;border-bottom:1px solid var(--line);font-size:14px}.head b{display:inline-block;min-width:76px;color:var(--soft);font-weight:500}
        .mail{padding:16px 20px;overflow:auto}.mail a{pointer-events:none}.mail [data-cue]{outline:2px solid var(--mark);outline-offset:2px;border-radius:3px}
        .mail [data-cue]::after{content:attr(data-cue);display:inline-block;margin-left:6px;min-width:20px;padding:0 5px;border-radius:10px;background:var(--mark);color:#fff;font:600 12px/20px system-ui,sans-serif;text-align:center}
        ol,ul{margin:0;padding:0;list-style:none}.cues li{padding:14px 18px;border-bottom:1px solid var(--line)}.cues li:last-child{border:0}
        .no{display:inline-block;min-width:22px;margin-right:8px;border-radius:11px;background:var(--mark);color:#fff;font:600 13px/22px system-ui,sans-serif;text-align:center}
        .cues p{margin:6px 0 0;color:var(--soft);font-size:15px}.tips{margin-top:24px;padding:18px 20px}.tips li{margin:0 0 8px;padding-left:22px;position:relative}
        .tips li::before{content:"✓";position:absolute;left:0;color:var(--accent);font-weight:700}
        """;

    public static string Write(CompiledLure lure, MailParty sender, IReadOnlyDictionary<string, string> values, string language)
    {
        var words = language == "de" ? Words.German : Words.English;
        var page = new StringBuilder();
        page.Append($"""<!doctype html><html lang="{words.Language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>{words.Title}</title><style>{Style}</style></head><body><main><h1>{words.Title}</h1><p class="lead">{words.Lead}</p><div class="columns"><section class="card" aria-label="{words.TheMail}"><div class="head">""");
        page.Append($"<div><b>{words.From}</b> {Encode(sender.Name)} &lt;{Encode(sender.Address)}&gt;{Mark(lure, CueTarget.Sender)}</div>");
        page.Append($"<div><b>{words.Subject}</b> {Encode(lure.Subject(values))}{Mark(lure, CueTarget.Subject)}</div></div>");
        page.Append($"""<div class="mail" lang="{Encode(lure.Content.Language)}">{lure.TeachingMail(values)}</div></section><section class="card" aria-labelledby="cues">""");
        page.Append($"""<div class="head"><h2 id="cues" style="margin:0">{words.WhatGaveItAway}</h2></div><ol class="cues">""");
        foreach (var cue in lure.Content.Cues)
        {
            page.Append($"""<li><span class="no">{Label(cue)}</span><strong>{Encode(cue.Title)}</strong><p>{Encode(cue.Explanation)}</p></li>""");
        }

        page.Append($"""</ol></section></div><section class="card tips"><h2>{words.NextTime}</h2><ul>""");
        foreach (var tip in words.Tips)
        {
            page.Append($"<li>{tip}</li>");
        }

        return page.Append("</ul></section></main></body></html>").ToString();
    }

    private static string Label(Cue cue) => cue.Mark?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? (cue.Target == CueTarget.Sender ? "@" : "§");

    private static string Mark(CompiledLure lure, CueTarget target) =>
        lure.Content.Cues.FirstOrDefault(cue => cue.Target == target && cue.Mark is null) is { } cue ? $""" <span class="no">{Label(cue)}</span>""" : "";

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    private sealed record Words(
        string Language, string Title, string Lead, string TheMail, string From, string Subject, string WhatGaveItAway, string NextTime, string[] Tips)
    {
        public static readonly Words English = new(
            "en",
            "This was a test – and a good moment to learn",
            "The mail that brought you here was a simulated phishing mail from your own company. Nothing has happened, and nothing that you may have typed was kept. Here is what could have given it away.",
            "The mail",
            "From",
            "Subject",
            "What gave it away",
            "Next time",
            [
                "Take a moment before you click: hurry is the attacker’s best friend.",
                "Look at the full sender address and at where a link really leads.",
                "Open a service through its own app or a bookmark, not through a mail.",
                "When in doubt, ask the sender by a way that you know – and report the mail.",
            ]);

        public static readonly Words German = new(
            "de",
            "Das war ein Test – und eine gute Gelegenheit zu lernen",
            "Die E-Mail, die Sie hierher geführt hat, war eine simulierte Phishing-Mail Ihres eigenen Unternehmens. Es ist nichts passiert, und nichts, was Sie vielleicht eingegeben haben, wurde gespeichert. Daran hätte man sie erkennen können.",
            "Die E-Mail",
            "Von",
            "Betreff",
            "Daran war sie zu erkennen",
            "Beim nächsten Mal",
            [
                "Nehmen Sie sich vor dem Klick einen Moment Zeit: Eile ist der beste Freund der Angreifer.",
                "Sehen Sie sich die vollständige Absenderadresse an, und wohin ein Link wirklich führt.",
                "Öffnen Sie einen Dienst über seine App oder ein Lesezeichen, nicht über eine E-Mail.",
                "Fragen Sie im Zweifel auf einem bekannten Weg beim Absender nach – und melden Sie die E-Mail.",
            ]);
    }
}
