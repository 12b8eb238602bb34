using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Mailing.Delivery;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Mailing.Preferences;

/// <summary>What somebody sees who follows the link at the foot of a campaign's mail. Looking changes nothing, because mail scanners look, too.</summary>
[Public]
public sealed record OpenUnsubscribePageQuery(string Token) : IQuery<UnsubscribePageRow>;

/// <param name="Category">Of the mail that the link stood in.</param>
/// <param name="Language">In which the mail was written to them.</param>
public sealed record UnsubscribePageRow(MailCategory Category, string Language, IReadOnlyList<MailPreferenceRow> Preferences);

internal sealed class OpenUnsubscribePageHandler(UnsubscribeLinks links, PreferenceBook preferences)
    : IQueryHandler<OpenUnsubscribePageQuery, UnsubscribePageRow>
{
    public async Task<ErrorOr<UnsubscribePageRow>> Handle(OpenUnsubscribePageQuery request, CancellationToken cancellationToken)
    {
        var opened = await links.Open(request.Token, cancellationToken);
        if (opened.IsError)
        {
            return opened.Errors;
        }

        var (message, category) = opened.Value;
        return new UnsubscribePageRow(category, message.Language, await preferences.Show(message.UserId, cancellationToken));
    }
}

/// <summary>Finds the mail that an unsubscribe link stood in, and enters its company.</summary>
internal sealed class UnsubscribeLinks(
    ITrackingTokens tokens, ITenant tenant, IRepository<CampaignMessage> messages, IRepository<Campaign> campaigns)
{
    public async Task<ErrorOr<(CampaignMessage Message, MailCategory Category)>> Open(string token, CancellationToken ct)
    {
        if (tokens.Read(TrackingPurpose.Unsubscribe, token) is not { } target)
        {
            return CampaignErrors.LinkUnknown;
        }

        tenant.Enter(target.CompanyId);
        return await messages.SingleOrDefaultAsync(new MessageByTrackingIdSpec(target.TrackingId), ct) is { } message
            && (await campaigns.ListAsync(new CategorySpec(message.CampaignId), ct)).SingleOrDefault() is { } category
                ? (message, category)
                : CampaignErrors.LinkUnknown;
    }

    private sealed class CategorySpec : Specification<Campaign, MailCategory?>
    {
        public CategorySpec(Guid id)
        {
            Query.Where(campaign => campaign.Id == id);
            Selector = campaign => campaign.Category;
        }
    }
}
