using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Senders;

/// <param name="Search">Part of the name, in any case.</param>
[RequirePermission(Permission.ReadPhishing)]
public sealed record ListSendingProfilesQuery(int? Page, int? PageSize, string? Search, string? Sort)
    : IQuery<PagedList<SendingProfileListRow>>, IPagedQuery;

public sealed record SendingProfileListRow(Guid Id, string Name, string Host, string SenderDomain, DateTimeOffset CreatedAt, SendingState State);

internal sealed class ListSendingProfilesValidator : AbstractValidator<ListSendingProfilesQuery>
{
    public ListSendingProfilesValidator()
    {
        this.ValidatePaging();
        SendingProfilesSpec.Sorting.Validate(this, query => query.Sort);
        RuleFor(query => query.Search).MaximumLength(SendingProfile.MaxNameLength);
    }
}

internal sealed class ListSendingProfilesHandler(IReader<SendingProfile> profiles, IRepository<SendingHealth> healths)
    : IQueryHandler<ListSendingProfilesQuery, PagedList<SendingProfileListRow>>
{
    public async Task<ErrorOr<PagedList<SendingProfileListRow>>> Handle(ListSendingProfilesQuery request, CancellationToken cancellationToken)
    {
        var page = await profiles.PageAsync<SendingProfileListRow>(new SendingProfilesSpec(request), request, cancellationToken);
        var ids = page.Items.Select(row => row.Id).ToList();
        var states = (await healths.ListAsync(new IdsSpec<SendingHealth>(ids), cancellationToken)).ToDictionary(health => health.Id, health => health.State);
        return page with { Items = [.. page.Items.Select(row => row with { State = states.GetValueOrDefault(row.Id) })] };
    }
}

internal sealed class SendingProfilesSpec : Specification<SendingProfile>
{
    public static readonly SortFields<SendingProfile> Sorting = new SortFields<SendingProfile>("name")
        .Add("name", profile => profile.Name)
        .Add("createdAt", profile => profile.CreatedAt);

    public SendingProfilesSpec(ListSendingProfilesQuery query)
    {
        var search = query.Search?.Trim().ToLowerInvariant();
        Query.Where(profile => profile.Name.ToLower().Contains(search!), !string.IsNullOrEmpty(search));
        Sorting.Apply(Query, query.Sort);
    }
}

internal sealed class SendingProfileListProfile : Profile
{
    /// <summary>The state stands elsewhere, and is put in afterwards.</summary>
    public SendingProfileListProfile() => CreateMap<SendingProfile, SendingProfileListRow>()
        .ForCtorParam(nameof(SendingProfileListRow.Host), row => row.MapFrom(profile => profile.Server.Host))
        .ForCtorParam(nameof(SendingProfileListRow.State), row => row.MapFrom(_ => SendingState.Unknown));
}
