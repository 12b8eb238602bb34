using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Content;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Content;

[RequirePermission(Permission.ReadContent)]
public sealed record ListContentQuery(
    string? Search = null, ContentKind? Kind = null, ContentStatus? Status = null, string? Sort = null, int? Page = null, int? PageSize = null)
    : IQuery<PagedList<ContentListRow>>, IPagedQuery;

public sealed record ContentListRow(
    Guid Id,
    string Name,
    string MediaType,
    ContentKind Kind,
    long Size,
    ContentStatus Status,
    string? Rejection,
    bool HasThumbnail,
    Guid CreatedBy,
    DateTimeOffset CreatedAt);

internal sealed class ListContentValidator : AbstractValidator<ListContentQuery>
{
    public ListContentValidator()
    {
        this.ValidatePaging();
        RuleFor(query => query.Search).MaximumLength(ContentName.MaxLength);
        RuleFor(query => query.Kind).IsInEnum();
        RuleFor(query => query.Status).IsInEnum();
        ListContentHandler.Sorting.Validate(this, query => query.Sort);
    }
}

internal sealed class ListContentHandler(IReader<ContentFile> files) : IQueryHandler<ListContentQuery, PagedList<ContentListRow>>
{
    public static readonly SortFields<ContentFile> Sorting = new SortFields<ContentFile>("-createdAt")
        .Add("createdAt", file => file.CreatedAt)
        .Add("name", file => file.Name)
        .Add("size", file => file.Size);

    public async Task<ErrorOr<PagedList<ContentListRow>>> Handle(ListContentQuery request, CancellationToken cancellationToken) =>
        await files.PageAsync<ContentListRow>(new ContentSpec(request), request, cancellationToken);

    private sealed class ContentSpec : Specification<ContentFile>
    {
        public ContentSpec(ListContentQuery query)
        {
            var search = query.Search?.Trim().ToLowerInvariant();
            Query.Where(file => file.Name.ToLower().Contains(search!), search is { Length: > 0 })
                .Where(file => file.Kind == query.Kind, query.Kind is not null)
                .Where(file => file.Status == query.Status, query.Status is not null);
            Sorting.Apply(Query, query.Sort);
        }
    }
}

internal sealed class ContentListRowProfile : Profile
{
    public ContentListRowProfile() => CreateProjection<ContentFile, ContentListRow>();
}
