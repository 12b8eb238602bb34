using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Imports;

[RequirePermission(Permission.ManagePeople)]
public sealed record ListPeopleImportsQuery(ImportStatus? Status = null, string? Sort = null, int? Page = null, int? PageSize = null)
    : IQuery<PagedList<PeopleImportListRow>>, IPagedQuery;

/// <param name="HasFile">Whether the file can still be downloaded.</param>
public sealed record PeopleImportListRow(
    Guid Id,
    ImportStatus Status,
    bool DryRun,
    bool DeactivateMissing,
    string FileName,
    bool HasFile,
    Guid RequestedBy,
    int Created,
    int Updated,
    int Unchanged,
    int Missing,
    int Deactivated,
    int Skipped,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt)
{
    /// <summary>Null once they are not there any more.</summary>
    public string? RequestedByName { get; init; }
}

internal sealed class ListPeopleImportsValidator : AbstractValidator<ListPeopleImportsQuery>
{
    public ListPeopleImportsValidator()
    {
        this.ValidatePaging();
        RuleFor(query => query.Status).IsInEnum();
        ListPeopleImportsHandler.Sorting.Validate(this, query => query.Sort);
    }
}

internal sealed class ListPeopleImportsHandler(IReader<PeopleImport> imports, IRepository<User> users)
    : IQueryHandler<ListPeopleImportsQuery, PagedList<PeopleImportListRow>>
{
    public static readonly SortFields<PeopleImport> Sorting = new SortFields<PeopleImport>("-createdAt")
        .Add("createdAt", import => import.CreatedAt);

    public async Task<ErrorOr<PagedList<PeopleImportListRow>>> Handle(ListPeopleImportsQuery request, CancellationToken cancellationToken)
    {
        var page = await imports.PageAsync<PeopleImportListRow>(new ImportsSpec(request), request, cancellationToken);
        var ids = page.Items.Select(import => import.RequestedBy).Distinct().ToList();
        var names = (await users.ListAsync(new NamesByIdSpec(ids), cancellationToken)).ToDictionary(row => row.Id, row => row.Name);
        return page with { Items = [.. page.Items.Select(import => import with { RequestedByName = names.GetValueOrDefault(import.RequestedBy) })] };
    }

    private sealed class ImportsSpec : Specification<PeopleImport>
    {
        public ImportsSpec(ListPeopleImportsQuery query)
        {
            Query.Where(import => import.Status == query.Status, query.Status is not null);
            Sorting.Apply(Query, query.Sort);
        }
    }

    private sealed record NameById(Guid Id, string Name);

    private sealed class NamesByIdSpec : Specification<User, NameById>
    {
        public NamesByIdSpec(IReadOnlyCollection<Guid> ids)
        {
            Query.Where(user => ids.Contains(user.Id));
            Selector = user => new NameById(user.Id, user.FirstName + " " + user.LastName);
        }
    }
}

internal sealed class PeopleImportListRowProfile : Profile
{
    public PeopleImportListRowProfile() => CreateMap<PeopleImport, PeopleImportListRow>()
        .ForMember(row => row.RequestedByName, name => name.Ignore());
}
