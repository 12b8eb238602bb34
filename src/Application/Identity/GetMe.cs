using AutoMapper;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Identity;

[Authenticated]
[WithoutSecondFactor]
[DespiteUnpaid(EvenSuspended = true)]
public sealed record GetMeQuery : IQuery<MeRow>;

/// <param name="Language">Null: the company's; as is <paramref name="TimeZone"/>.</param>
public sealed record MeRow(
    Guid Id,
    Guid CompanyId,
    string Email,
    string FirstName,
    string LastName,
    Role Role,
    Guid? DepartmentId,
    string? JobTitle,
    string? Language,
    string? TimeZone,
    DateTimeOffset? EmailVerifiedAt,
    DateTimeOffset? LastSignInAt,
    DateTimeOffset CreatedAt,
    Guid? CustomRoleId,
    bool AchievementsEnabled,
    int Version) : IVersioned
{
    /// <summary>What they may do at this moment, by the names of the catalogue of permissions.</summary>
    public IReadOnlyList<string> Permissions { get; init; } = [];
}

internal sealed class MeMapping : Profile
{
    public MeMapping() => CreateMap<User, MeRow>()
        .ForCtorParam(nameof(MeRow.AchievementsEnabled), enabled => enabled.MapFrom(user => !user.AchievementsOff))
        .ForMember(row => row.Permissions, permissions => permissions.Ignore());
}

internal sealed class GetMeHandler(IReader<User> users, ICurrentUser me) : IQueryHandler<GetMeQuery, MeRow>
{
    public async Task<ErrorOr<MeRow>> Handle(GetMeQuery query, CancellationToken cancellationToken) =>
        await users.SingleOrDefaultAsync<MeRow>(new ByIdSpec<User>(me.RequireUserId()), cancellationToken) is { } row
            ? row with { Permissions = [.. PermissionNames.All.Where(name => me.Has(PermissionNames.Find(name)!.Value))] }
            : UserErrors.NotFound;
}
