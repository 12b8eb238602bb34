using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing.Programmes;

namespace SecurityTraining.Application.Phishing.Programmes;

/// <summary>The company's programmes by name, unless sorted otherwise.</summary>
/// <param name="Search">Part of the name, in any case.</param>
[RequirePermission(Permission.ReadPhishing)]
public sealed record ListProgrammesQuery(int? Page = null, int? PageSize = null, string? Search = null, string? Sort = null)
    : IQuery<PagedList<ProgrammeListRow>>, IPagedQuery;

public sealed record ProgrammeListRow(Guid Id, string Name, ProgrammeStatus Status, ProgrammeRhythm Rhythm, DateTimeOffset CreatedAt)
{
    /// <summary>Null: it is paused, or has come to its end.</summary>
    public DateTimeOffset? NextRunAt { get; init; }
}

internal sealed class ListProgrammesValidator : AbstractValidator<ListProgrammesQuery>
{
    public ListProgrammesValidator()
    {
        this.ValidatePaging();
        ProgrammesSpec.Sorting.Validate(this, query => query.Sort);
        RuleFor(query => query.Search).MaximumLength(Programme.MaxNameLength);
    }
}

internal sealed class ListProgrammesHandler(IReader<Programme> programmes, IRepository<Programme> aggregates, ProgrammeCalendars calendars)
    : IQueryHandler<ListProgrammesQuery, PagedList<ProgrammeListRow>>
{
    public async Task<ErrorOr<PagedList<ProgrammeListRow>>> Handle(ListProgrammesQuery request, CancellationToken cancellationToken)
    {
        var page = await programmes.PageAsync<ProgrammeListRow>(new ProgrammesSpec(request), request, cancellationToken);
        var calendar = await calendars.Get(cancellationToken);
        var ids = page.Items.Select(row => row.Id).ToList();
        var next = (await aggregates.ListAsync(new IdsSpec<Programme>(ids), cancellationToken))
            .ToDictionary(programme => programme.Id, programme => programme.NextRun(calendar)?.At);
        return page with { Items = [.. page.Items.Select(row => row with { NextRunAt = next.GetValueOrDefault(row.Id) })] };
    }
}

internal sealed class ProgrammesSpec : Specification<Programme>
{
    public static readonly SortFields<Programme> Sorting = new SortFields<Programme>("name")
        .Add("name", programme => programme.Plan.Name)
        .Add("createdAt", programme => programme.CreatedAt);

    public ProgrammesSpec(ListProgrammesQuery query)
    {
        var search = query.Search?.Trim().ToLowerInvariant();
        Query.Where(programme => programme.Plan.Name.ToLower().Contains(search!), !string.IsNullOrEmpty(search));
        Sorting.Apply(Query, query.Sort);
    }
}

internal sealed class ProgrammeListProfile : Profile
{
    /// <summary>The next run follows from the calendar, and is put in afterwards.</summary>
    public ProgrammeListProfile() => CreateProjection<Programme, ProgrammeListRow>()
        .ForCtorParam(nameof(ProgrammeListRow.Name), row => row.MapFrom(programme => programme.Plan.Name))
        .ForMember(row => row.NextRunAt, next => next.Ignore());
}
