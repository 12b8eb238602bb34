using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Mailing;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Mailing.Campaigns;

/// <summary>One row for each person: what became of the mail, and what they did with it. Scanners and prefetching clients are left out.</summary>
/// <param name="Search">Part of the name or address, in any case.</param>
[RequirePermission(Permission.ReadMailing)]
public sealed record ListCampaignRecipientsQuery(
    Guid Id,
    int? Page = null,
    int? PageSize = null,
    string? Search = null,
    string? Sort = null,
    DeliveryStatus? Delivery = null,
    bool? Opened = null,
    bool? Clicked = null) : IQuery<PagedList<CampaignRecipientRow>>, IPagedQuery;

/// <param name="Variant">Which subject they got; null: it is not yet known which is better.</param>
/// <param name="ServerReply">What the mail server said when it refused, or why nothing was sent.</param>
public sealed record CampaignRecipientRow(
    Guid Id,
    Guid UserId,
    string Email,
    string FullName,
    string Language,
    SubjectVariant? Variant,
    DeliveryStatus Delivery,
    DateTimeOffset? SentAt,
    string? ServerReply,
    DateTimeOffset? OpenedAt,
    DateTimeOffset? ClickedAt,
    DateTimeOffset? BouncedAt,
    DateTimeOffset? UnsubscribedAt,
    DateTimeOffset? ComplainedAt);

internal sealed class ListCampaignRecipientsValidator : AbstractValidator<ListCampaignRecipientsQuery>
{
    public ListCampaignRecipientsValidator()
    {
        this.ValidatePaging();
        CampaignRecipientsSpec.Sorting.Validate(this, query => query.Sort);
        RuleFor(query => query.Search).MaximumLength(200);
        RuleFor(query => query.Delivery).IsInEnum();
    }
}

internal sealed class ListCampaignRecipientsHandler(IRepository<Campaign> campaigns, IReader<CampaignMessage> messages)
    : IQueryHandler<ListCampaignRecipientsQuery, PagedList<CampaignRecipientRow>>
{
    public async Task<ErrorOr<PagedList<CampaignRecipientRow>>> Handle(ListCampaignRecipientsQuery request, CancellationToken cancellationToken) =>
        await campaigns.AnyAsync(new ByIdSpec<Campaign>(request.Id), cancellationToken)
            ? await messages.PageAsync<CampaignRecipientRow>(new CampaignRecipientsSpec(request), request, cancellationToken)
            : CampaignErrors.NotFound;
}

internal sealed class CampaignRecipientsSpec : Specification<CampaignMessage>
{
    public static readonly SortFields<CampaignMessage> Sorting = new SortFields<CampaignMessage>("email")
        .Add("email", message => message.Email)
        .Add("fullName", message => message.FullName)
        .Add("sentAt", message => message.SentAt)
        .Add("openedAt", message => message.OpenedAt)
        .Add("clickedAt", message => message.ClickedAt);

    public CampaignRecipientsSpec(ListCampaignRecipientsQuery query)
    {
        var search = query.Search?.Trim().ToLowerInvariant();
        Query
            .Where(message => message.CampaignId == query.Id)
            .Where(message => message.Email.Contains(search!) || message.FullName.ToLower().Contains(search!), !string.IsNullOrEmpty(search))
            .Where(message => message.Delivery == query.Delivery, query.Delivery is not null)
            .Where(message => (message.OpenedAt != null) == query.Opened, query.Opened is not null)
            .Where(message => (message.ClickedAt != null) == query.Clicked, query.Clicked is not null);
        Sorting.Apply(Query, query.Sort);
    }
}

internal sealed class CampaignRecipientProfile : Profile
{
    public CampaignRecipientProfile() => CreateProjection<CampaignMessage, CampaignRecipientRow>();
}
