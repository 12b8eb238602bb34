using AutoMapper;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People;

[RequirePermission(Permission.ReadPeople)]
public sealed record GetUserQuery(Guid Id) : IQuery<UserRow>;

/// <param name="HasPassword">Whether they have chosen one, and so need no invitation.</param>
/// <param name="CustomRoleId">The role of the company's own that says what they may do; then <paramref name="Role"/> is employee.</param>
/// <param name="InvitedAt">When the newest invitation was sent; null if it was withdrawn, or never sent.</param>
/// <param name="UserName">By which the company's directory knows them; null: none has named them.</param>
/// <param name="ExternalId">The directory's own id of them.</param>
public sealed record UserRow(
    Guid Id,
    string Email,
    string FirstName,
    string LastName,
    Role Role,
    UserStatus Status,
    Guid? DepartmentId,
    string? DepartmentName,
    string? JobTitle,
    string? EmployeeNumber,
    string? ManagerEmail,
    string? Language,
    string? TimeZone,
    IReadOnlyDictionary<string, string> CustomAttributes,
    bool HasPassword,
    DateTimeOffset? InvitedAt,
    DateTimeOffset? LastSignInAt,
    DateTimeOffset CreatedAt,
    string? UserName,
    string? ExternalId,
    Guid? CustomRoleId,
    int Version) : IVersioned;

internal sealed class GetUserHandler(IReader<User> users, ICurrentUser me) : IQueryHandler<GetUserQuery, UserRow>
{
    public async Task<ErrorOr<UserRow>> Handle(GetUserQuery request, CancellationToken cancellationToken)
    {
        var row = await users.SingleOrDefaultAsync<UserRow>(new VisibleUserSpec(request.Id, me), cancellationToken);
        return row is null ? UserErrors.NotFound : row;
    }
}

internal sealed class UserRowProfile : Profile
{
    public UserRowProfile() => CreateProjection<User, UserRow>()
        .ForCtorParam(nameof(UserRow.HasPassword), row => row.MapFrom(user => user.PasswordHash != null));
}
