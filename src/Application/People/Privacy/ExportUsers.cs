using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.People.Groups;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Privacy;

/// <summary>The people whom the list would show with the same filters, all of them, read while they are written out.</summary>
[RequirePermission(Permission.ReadPeople)]
public sealed record ExportUsersQuery(
    string? Search = null,
    Role? Role = null,
    UserStatus? Status = null,
    Guid? DepartmentId = null,
    Guid? GroupId = null,
    string? Sort = null) : IQuery<UserExport>;

public sealed record UserExport(IAsyncEnumerable<UserExportRow> Rows);

/// <summary>Under names that the import understands.</summary>
public sealed record UserExportRow(
    Guid Id,
    string Email,
    string FirstName,
    string LastName,
    string? Department,
    Role Role,
    UserStatus Status,
    string? JobTitle,
    string? EmployeeNumber,
    string? ManagerEmail,
    string? Language,
    string? TimeZone,
    string CustomAttributes,
    DateTimeOffset? LastSignInAt,
    DateTimeOffset CreatedAt);

internal sealed class ExportUsersValidator : AbstractValidator<ExportUsersQuery>
{
    public ExportUsersValidator()
    {
        RuleFor(query => query.Search).MaximumLength(UserSearch.MaxLength);
        RuleFor(query => query.Role).IsInEnum();
        RuleFor(query => query.Status).IsInEnum();
        UserSorting.Fields.Validate(this, query => query.Sort);
    }
}

internal sealed class ExportUsersHandler(IReader<User> users, GroupCriteria groups, ICurrentUser me) : IQueryHandler<ExportUsersQuery, UserExport>
{
    public async Task<ErrorOr<UserExport>> Handle(ExportUsersQuery request, CancellationToken cancellationToken)
    {
        var filter = new UserFilter(request.Search, request.Role, request.Status, request.DepartmentId);
        var members = request.GroupId is { } groupId ? await groups.MembersToShow(groupId, cancellationToken) : null;
        return new UserExport(users.StreamAsync<UserExportRow>(new UsersSpec(filter, request.Sort, members, me)));
    }
}

internal sealed class UserExportRowProfile : Profile
{
    public UserExportRowProfile() => CreateProjection<User, UserExportRow>()
        .ForCtorParam(nameof(UserExportRow.Department), name => name.MapFrom(user => user.Department!.Name))
        .ForCtorParam(nameof(UserExportRow.CustomAttributes), text => text.MapFrom(user => user.CustomAttributesText));
}
