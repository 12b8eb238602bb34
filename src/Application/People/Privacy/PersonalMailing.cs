using AutoMapper;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Mailing.Preferences;
using SecurityTraining.Domain.Mailing;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.People.Privacy;

/// <summary>What somebody was sent by a campaign, and what they did with it.</summary>
public sealed record PersonalCampaignRow(
    Guid CampaignId,
    string Email,
    string FullName,
    DeliveryStatus Delivery,
    DateTimeOffset? SentAt,
    DateTimeOffset? OpenedAt,
    DateTimeOffset? ClickedAt,
    DateTimeOffset? BouncedAt,
    DateTimeOffset? UnsubscribedAt,
    DateTimeOffset? ComplainedAt);

/// <summary>What is known of a person from news by mail.</summary>
internal sealed class PersonalMailingReader(IReader<CampaignMessage> messages, PreferenceBook preferences)
{
    public IAsyncEnumerable<PersonalCampaignRow> Campaigns(Guid userId) => messages.StreamAsync<PersonalCampaignRow>(new MessagesOfSpec(userId));

    public Task<IReadOnlyList<MailPreferenceRow>> Preferences(Guid userId, CancellationToken ct) => preferences.Show(userId, ct);

    private sealed class MessagesOfSpec : Specification<CampaignMessage>
    {
        public MessagesOfSpec(Guid userId) => Query.Where(message => message.UserId == userId).OrderBy(message => message.Id);
    }
}

internal sealed class PersonalMailingProfile : Profile
{
    public PersonalMailingProfile() => CreateProjection<CampaignMessage, PersonalCampaignRow>();
}
