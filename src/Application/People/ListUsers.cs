using System.Linq.Expressions;
using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.People.Groups;
using SecurityTraining.Domain.Analytics;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People;

/// <param name="Search">Words that must all occur in the name, the address or the employee number, in any case.</param>
/// <param name="Status">Those who were deleted are shown only if they are asked for.</param>
/// <param name="DepartmentId">With everything below it.</param>
/// <param name="RiskBand">For those who may read risk scores.</param>
[RequirePermission(Permission.ReadPeople)]
public sealed record ListUsersQuery(
    string? Search = null,
    Role? Role = null,
    UserStatus? Status = null,
    Guid? DepartmentId = null,
    string? Sort = null,
    int? Page = null,
    int? PageSize = null,
    Guid? GroupId = null,
    RiskBand? RiskBand = null) : IQuery<PagedList<UserListRow>>, IPagedQuery;

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
    DateTimeOffset CreatedAt,
    string? EmployeeNumber,
    DateTimeOffset? DeletedAt,
    Guid? CustomRoleId);

internal sealed class ListUsersValidator : AbstractValidator<ListUsersQuery>
{
    public ListUsersValidator()
    {
        this.ValidatePaging();
        RuleFor(query => query.Search).MaximumLength(UserSearch.MaxLength);
        RuleFor(query => query.Role).IsInEnum();
        RuleFor(query => query.Status).IsInEnum();
        RuleFor(query => query.RiskBand).IsInEnum();
        UserSorting.Fields.Validate(this, query => query.Sort);
    }
}

/// <summary>The list that everybody opens first, read by a query that is prepared once.</summary>
public interface IUserDirectory
{
    /// <returns>Null if the page is not one of those that are prepared.</returns>
    Task<PagedList<UserListRow>?> TryRead(int page, int pageSize, CancellationToken ct);
}

internal sealed class ListUsersHandler(IReader<User> users, IUserDirectory directory, GroupCriteria groups, ICurrentUser me)
    : IQueryHandler<ListUsersQuery, PagedList<UserListRow>>
{
    public async Task<ErrorOr<PagedList<UserListRow>>> Handle(ListUsersQuery request, CancellationToken cancellationToken)
    {
        if (IsPlain(request) && !me.OwnDepartmentsOnly
            && await directory.TryRead(request.PageOrDefault(), request.PageSizeOrDefault(), cancellationToken) is { } prepared)
        {
            return prepared;
        }

        if (request.RiskBand is not null && !me.Has(Permission.ReadAnalytics))
        {
            return CommonErrors.Forbidden;
        }

        var filter = new UserFilter(request.Search, request.Role, request.Status, request.DepartmentId, request.RiskBand);
        var members = request.GroupId is { } groupId ? await groups.MembersToShow(groupId, cancellationToken) : null;
        return await users.PageAsync<UserListRow>(new UsersSpec(filter, request.Sort, members, me), request, cancellationToken);
    }

    private static bool IsPlain(ListUsersQuery query) =>
        query is { Search: null or "", Role: null, Status: null, DepartmentId: null, GroupId: null, RiskBand: null, Sort: null or UserSorting.Default };
}

/// <summary>What the list of people and its export have in common.</summary>
internal sealed record UserFilter(string? Search, Role? Role, UserStatus? Status, Guid? DepartmentId, RiskBand? RiskBand = null);

internal sealed class UsersSpec : Specification<User>
{
    /// <param name="members">Who belongs to the group that was asked for; null: none was.</param>
    public UsersSpec(UserFilter filter, string? sort, Expression<Func<User, bool>>? members, ICurrentUser me)
    {
        foreach (var word in UserSearch.Words(filter.Search))
        {
            Query.Where(user => user.SearchText.Contains(word));
        }

        Query
            .Where(user => user.Role == filter.Role, filter.Role is not null)
            .Where(user => user.Status == filter.Status, filter.Status is not null)
            .IncludeDeleted(filter.Status == UserStatus.Deleted)
            .InDepartment(filter.DepartmentId)
            .VisibleTo(me);
        if (filter.RiskBand is { } band)
        {
            Query.Where(GroupCriteria.InBands([band]));
        }

        if (members is not null)
        {
            Query.Where(members);
        }

        UserSorting.Fields.Apply(Query, sort);
    }
}

internal static class UserSorting
{
    public const string Default = "lastName,firstName";

    public static readonly SortFields<User> Fields = new SortFields<User>(Default)
        .Add("lastName", user => user.LastName)
        .Add("firstName", user => user.FirstName)
        .Add("email", user => user.Email)
        .Add("employeeNumber", user => user.EmployeeNumber)
        .Add("role", user => user.Role)
        .Add("status", user => user.Status)
        .Add("createdAt", user => user.CreatedAt)
        .Add("lastSignInAt", user => user.LastSignInAt);
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
