using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Phishing.WorksCouncil;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Domain.Phishing.WorksCouncil;

namespace SecurityTraining.Application.Phishing.Simulations;

/// <summary>
/// One row for each recipient: what became of the mail, and what the person did. In works-council mode only the former, and to ask for the
/// latter is refused.
/// </summary>
/// <param name="Search">Part of the name or address, in any case.</param>
[RequirePermission(Permission.ReadPhishing)]
public sealed record GetSimulationResultsQuery(
    Guid Id, int? Page, int? PageSize, string? Search, string? Sort, DeliveryStatus? Delivery, bool? Opened, bool? Clicked, bool? Submitted, bool? Reported)
    : IQuery<PagedList<RecipientRow>>, IPagedQuery
{
    /// <summary>Whether it asks for what people did.</summary>
    internal bool AsksForDeeds => (Opened ?? Clicked ?? Submitted ?? Reported) is not null
        || RecipientsSpec.Deeds.Any(deed => Sort?.Contains(deed, StringComparison.Ordinal) == true);
}

/// <param name="TargetDifficulty">How hard a lure their history called for; null if it was chosen by chance alone.</param>
/// <param name="Resisted">So many earlier lures they had reported or left alone.</param>
/// <param name="FellFor">So many they had clicked on.</param>
/// <param name="IsRepeat">They had had this lure before, since they had had all of them.</param>
public sealed record RecipientRow(
    Guid Id,
    Guid UserId,
    string Email,
    string FullName,
    string? Department,
    DeliveryStatus Delivery,
    DateTimeOffset SendAt,
    DateTimeOffset? SentAt,
    string? ServerReply,
    DateTimeOffset? OpenedAt,
    DateTimeOffset? ClickedAt,
    DateTimeOffset? SubmittedAt,
    DateTimeOffset? ReportedAt,
    Difficulty? TargetDifficulty,
    int Resisted,
    int FellFor,
    bool IsRepeat);

internal sealed class GetSimulationResultsValidator : AbstractValidator<GetSimulationResultsQuery>
{
    public GetSimulationResultsValidator()
    {
        this.ValidatePaging();
        RecipientsSpec.Sorting.Validate(this, query => query.Sort);
        RuleFor(query => query.Search).MaximumLength(200);
        RuleFor(query => query.Delivery).IsInEnum();
    }
}

internal sealed class GetSimulationResultsHandler(IReader<Simulation> simulations, IReader<Recipient> recipients)
    : IQueryHandler<GetSimulationResultsQuery, PagedList<RecipientRow>>
{
    public async Task<ErrorOr<PagedList<RecipientRow>>> Handle(GetSimulationResultsQuery request, CancellationToken cancellationToken)
    {
        if (await simulations.CountAsync(new ByIdSpec<Simulation>(request.Id), cancellationToken) == 0)
        {
            return SimulationErrors.NotFound;
        }

        if (request.AsksForDeeds && await simulations.CountAsync(new PseudonymousSimulationSpec(request.Id), cancellationToken) > 0)
        {
            return WorksCouncilErrors.NotShown;
        }

        return await recipients.PageAsync<RecipientRow>(new RecipientsSpec(request), request, cancellationToken);
    }
}

internal sealed class RecipientsSpec : Specification<Recipient>
{
    public static readonly string[] Deeds = ["openedAt", "clickedAt", "submittedAt", "reportedAt"];

    public static readonly SortFields<Recipient> Sorting = new SortFields<Recipient>("email")
        .Add("email", recipient => recipient.Email)
        .Add("fullName", recipient => recipient.FullName)
        .Add("department", recipient => recipient.Department)
        .Add("sentAt", recipient => recipient.SentAt)
        .Add("openedAt", recipient => recipient.OpenedAt)
        .Add("clickedAt", recipient => recipient.ClickedAt)
        .Add("submittedAt", recipient => recipient.SubmittedAt)
        .Add("reportedAt", recipient => recipient.ReportedAt);

    public RecipientsSpec(GetSimulationResultsQuery query)
    {
        var search = query.Search?.Trim().ToLowerInvariant();
        Query
            .Where(recipient => recipient.SimulationId == query.Id)
            .Where(recipient => recipient.Email.Contains(search!) || recipient.FullName.ToLower().Contains(search!), !string.IsNullOrEmpty(search))
            .Where(recipient => recipient.Delivery == query.Delivery, query.Delivery is not null)
            .Where(recipient => (recipient.OpenedAt != null) == query.Opened, query.Opened is not null)
            .Where(recipient => (recipient.ClickedAt != null) == query.Clicked, query.Clicked is not null)
            .Where(recipient => (recipient.SubmittedAt != null) == query.Submitted, query.Submitted is not null)
            .Where(recipient => (recipient.ReportedAt != null) == query.Reported, query.Reported is not null);
        Sorting.Apply(Query, query.Sort);
    }
}

internal sealed class RecipientProfile : Profile
{
    public RecipientProfile() => CreateMap<Recipient, RecipientRow>();
}
