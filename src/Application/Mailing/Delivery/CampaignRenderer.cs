using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Settings;
using SecurityTraining.Domain.Mailing;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Mailing.Delivery;

/// <summary>What a campaign says in one language, its merge fields parsed once for all the people who get it.</summary>
public sealed class CompiledEdition(FrozenEdition edition)
{
    private readonly CompiledMail _first = Compile(edition, edition.Subject);
    private readonly CompiledMail _other = Compile(edition, edition.OtherSubject ?? edition.Subject);

    public int LinkCount => edition.Links.Count;

    public CompiledMail With(SubjectVariant variant) => variant == SubjectVariant.B ? _other : _first;

    private static CompiledMail Compile(FrozenEdition edition, string subject) =>
        new(subject, edition.Html, edition.Text, CampaignFields.ResolveFrozen);
}

/// <summary>What a person's copy of a campaign is made of besides the campaign.</summary>
public sealed record CampaignAddressee(
    Guid CompanyId, Guid TrackingId, string Email, string FullName, SubjectVariant Variant, IReadOnlyDictionary<string, string> MergeValues);

/// <summary>Makes one person's mail from a campaign.</summary>
public sealed class CampaignRenderer(ITrackingTokens tokens, PublicAddress address)
{
    /// <summary>With one click, asked for by the mail program and without any page (RFC 8058).</summary>
    private const string OneClick = "List-Unsubscribe=One-Click";

    public RenderedMail Mail(CompiledEdition edition, CampaignAddressee to, MailParty sender)
    {
        var unsubscribe = address.Link($"/u/{tokens.Create(TrackingPurpose.Unsubscribe, to.CompanyId, to.TrackingId)}");
        var values = Values(edition, to, unsubscribe);
        var mail = edition.With(to.Variant);
        var domain = sender.Address[(sender.Address.LastIndexOf('@') + 1)..];
        return new RenderedMail(
            MessageId: $"{to.TrackingId:N}@{domain}",
            From: sender,
            To: new MailParty(to.FullName, to.Email),
            mail.Subject(values),
            mail.Text(values),
            mail.Html(values),
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["List-Unsubscribe"] = $"<{unsubscribe}>",
                ["List-Unsubscribe-Post"] = OneClick,
                ["Auto-Submitted"] = "auto-generated",
            },
            new Dictionary<string, byte[]>(StringComparer.Ordinal));
    }

    private Dictionary<string, string> Values(CompiledEdition edition, CampaignAddressee to, string unsubscribe)
    {
        var pixel = address.Link($"/m/{tokens.Create(TrackingPurpose.CampaignOpen, to.CompanyId, to.TrackingId)}/open.gif");
        var values = new Dictionary<string, string>(to.MergeValues, StringComparer.Ordinal)
        {
            [CampaignFields.UnsubscribeLink] = unsubscribe,
            [MergeFields.TrackingPixel] = $"""<img src="{pixel}" width="1" height="1" alt="" style="border:0">""",
        };
        for (var number = 1; number <= edition.LinkCount; number++)
        {
            var token = tokens.Create(TrackingPurpose.CampaignLink, to.CompanyId, CampaignLinks.With(to.TrackingId, number));
            values[CampaignFields.Link(number)] = address.Link($"/m/{token}");
        }

        return values;
    }
}
