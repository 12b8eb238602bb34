using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People;

/// <param name="Search">Words that must all occur in the name, the address or the employee number, in any case.</param>
[RequirePermission(Permission.ReadPeople)]
public sealed record ListUsersQuery(
    string? Search = null,
    Role? Role = null,
    UserStatus? Status = null,
    Guid? DepartmentId = null,
    string? Sort = null,
    int? Page = null,
    int? PageSize = null) : IQuery<PagedList<UserListRow>>, IPagedQuery;

/// <summary>What a table of people shows; the rest is read one by one. The departments' names come from their own list.</summary>
public sealed record UserListRow(
    Guid Id,
    string Email,
    string FirstName,
    string LastName,
    Role Role,
    UserStatus Status,
    Guid? DepartmentId,
    string? JobTitle,
    DateTimeOffset? LastSignInAt,
    DateTimeOffset CreatedAt);

internal sealed class ListUsersValidator : AbstractValidator<ListUsersQuery>
{
    public ListUsersValidator()
    {
        this.ValidatePaging();
        RuleFor(query => query.Search).MaximumLength(UserSearch.MaxLength);
        RuleFor(query => query.Role).IsInEnum();
        RuleFor(query => query.Status).IsInEnum();
        ListUsersHandler.Sorting.Validate(this, query => query.Sort);
    }
}

/// <summary>The list that everybody opens first, read by a query that is prepared once.</summary>
public interface IUserDirectory
{
    /// <returns>Null if the page is not one of those that are prepared.</returns>
    Task<PagedList<UserListRow>?> TryRead(int page, int pageSize, CancellationToken ct);
}

internal sealed class ListUsersHandler(IReader<User> users, IUserDirectory directory) : IQueryHandler<ListUsersQuery, PagedList<UserListRow>>
{
    private const string DefaultSort = "lastName,firstName";

    public static readonly SortFields<User> Sorting = new SortFields<User>(DefaultSort)
        .Add("lastName", user => user.LastName)
        .Add("firstName", user => user.FirstName)
        .Add("email", user => user.Email)
        .Add("createdAt", user => user.CreatedAt)
        .Add("lastSignInAt", user => user.LastSignInAt);

    public async Task<ErrorOr<PagedList<UserListRow>>> Handle(ListUsersQuery request, CancellationToken cancellationToken) =>
        (IsPlain(request) ? await directory.TryRead(request.PageOrDefault(), request.PageSizeOrDefault(), cancellationToken) : null)
            ?? await users.PageAsync<UserListRow>(new UsersSpec(request), request, cancellationToken);

    private static bool IsPlain(ListUsersQuery query) =>
        query is { Search: null or "", Role: null, Status: null, DepartmentId: null, Sort: null or DefaultSort };

    private sealed class UsersSpec : Specification<User>
    {
        public UsersSpec(ListUsersQuery query)
        {
            foreach (var word in UserSearch.Words(query.Search))
            {
                Query.Where(user => user.SearchText.Contains(word));
            }

            Query
                .Where(user => user.Role == query.Role, query.Role is not null)
                .Where(user => user.Status == query.Status, query.Status is not null)
                .Where(user => user.DepartmentId == query.DepartmentId, query.DepartmentId is not null);
            Sorting.Apply(Query, query.Sort);
        }
    }
}

internal static class UserSearch
{
    public const int MaxLength = 200;

    /// <summary>More words find nobody more precisely, and each is one more condition.</summary>
    private const int MaxWords = 8;

    public static IEnumerable<string> Words(string? search) =>
        (search ?? "").ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(MaxWords);
}

internal sealed class UserListRowProfile : Profile
{
    public UserListRowProfile() => CreateProjection<User, UserListRow>();
}
