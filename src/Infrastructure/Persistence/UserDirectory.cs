using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.People;

namespace SecurityTraining.Infrastructure.Persistence;

/// <summary>
/// Compiled by EF once for the process, with the page size as a constant: as a parameter it would keep PostgreSQL from ever settling on a
/// generic plan. The number of all people comes with the rows, from the company's own count.
/// </summary>
internal sealed class UserDirectoryQueries
{
    public Func<AppDbContext, IAsyncEnumerable<ListedUser>> FirstPage { get; } = EF.CompileAsyncQuery((AppDbContext db) => db.Users
        .AsNoTracking()
        .OrderBy(user => user.LastName).ThenBy(user => user.FirstName).ThenBy(user => user.Id)
        .Take(IPagedQuery.DefaultPageSize)
        .Select(user => new ListedUser(
            new UserListRow(
                user.Id,
                user.Email,
                user.FirstName,
                user.LastName,
                user.Role,
                user.Status,
                user.DepartmentId,
                user.JobTitle,
                user.LastSignInAt,
                user.CreatedAt,
                user.EmployeeNumber,
                user.DeletedAt,
                user.CustomRoleId),
            db.Companies.Select(company => company.PeopleCount).Single())));
}

internal sealed record ListedUser(UserListRow Row, int Total);

internal sealed class UserDirectory(AppDbContext db, UserDirectoryQueries queries) : IUserDirectory
{
    public async Task<PagedList<UserListRow>?> TryRead(int page, int pageSize, CancellationToken ct)
    {
        if (page != 1 || pageSize != IPagedQuery.DefaultPageSize)
        {
            return null;
        }

        var rows = new List<UserListRow>(IPagedQuery.DefaultPageSize);
        var total = 0;
        await foreach (var (row, count) in queries.FirstPage(db).WithCancellation(ct))
        {
            rows.Add(row);
            total = count;
        }

        return new PagedList<UserListRow>(rows, page, pageSize, total);
    }
}
