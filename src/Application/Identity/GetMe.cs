using AutoMapper;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Identity;

[Authenticated]
[WithoutSecondFactor]
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
    int Version) : IVersioned;

internal sealed class MeMapping : Profile
{
    public MeMapping() => CreateMap<User, MeRow>();
}

internal sealed class GetMeHandler(IReader<User> users, ICurrentUser me) : IQueryHandler<GetMeQuery, MeRow>
{
    public async Task<ErrorOr<MeRow>> Handle(GetMeQuery query, CancellationToken cancellationToken) =>
        await users.SingleOrDefaultAsync<MeRow>(new ByIdSpec<User>(me.RequireUserId()), cancellationToken) is { } row
            ? row
            : UserErrors.NotFound;
}
