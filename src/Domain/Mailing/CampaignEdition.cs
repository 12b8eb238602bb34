using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Mailing;

/// <summary>A version of a template made ready for sending.</summary>
/// <param name="Links">Where the numbered links lead, the first with number 1.</param>
public sealed record TrackedContent(MailContent Content, IReadOnlyList<string> Links)
{
    /// <summary>The number of a link is one byte of its token.</summary>
    public const int MaxLinks = 200;
}

/// <summary>What a campaign says in one language, as it was at the start; it never changes again.</summary>
public sealed class CampaignEdition : Entity, ICompanyOwned
{
    internal CampaignEdition(Campaign campaign, TrackedContent version, int position, DateTimeOffset now) : base(now)
    {
        CompanyId = campaign.CompanyId;
        CampaignId = campaign.Id;
        Position = position;
        (Language, Subject, Html, Text) = version.Content;
        OtherSubject = campaign.Test?.Subjects.GetValueOrDefault(Language);
        Links = version.Links;
    }

    private CampaignEdition()
    {
        Language = Subject = Html = Text = null!;
        Links = null!;
    }

    public Guid CompanyId { get; private set; }

    public Guid CampaignId { get; private set; }

    /// <summary>The first is for people whose language is not among them.</summary>
    public int Position { get; private set; }

    public string Language { get; private set; }

    public string Subject { get; private set; }

    /// <summary>Of variant B; null: the same as the first.</summary>
    public string? OtherSubject { get; private set; }

    public string Html { get; private set; }

    public string Text { get; private set; }

    /// <summary>Where the numbered links lead: kept here and in no address, so that nobody can make the service lead elsewhere.</summary>
    public IReadOnlyList<string> Links { get; private set; }
}
