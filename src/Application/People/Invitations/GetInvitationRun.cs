using AutoMapper;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Invitations;

[RequirePermission(Permission.ManagePeople)]
public sealed record GetInvitationRunQuery(Guid Id) : IQuery<InvitationRunRow>;

/// <param name="Progress">Percent, 0–100.</param>
/// <param name="Total">How many there were to invite when the run was asked for.</param>
/// <param name="Skipped">People who have been sent as many invitations as an address gets in an hour.</param>
public sealed record InvitationRunRow(
    Guid Id,
    InvitationRunStatus Status,
    int Progress,
    int Total,
    int Invited,
    int Skipped,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt,
    int Version) : IVersioned;

internal sealed class GetInvitationRunHandler(IReader<InvitationRun> runs) : IQueryHandler<GetInvitationRunQuery, InvitationRunRow>
{
    public async Task<ErrorOr<InvitationRunRow>> Handle(GetInvitationRunQuery request, CancellationToken cancellationToken) =>
        await runs.SingleOrDefaultAsync<InvitationRunRow>(new ByIdSpec<InvitationRun>(request.Id), cancellationToken) is { } row
            ? row
            : InvitationErrors.RunNotFound;
}

internal sealed class InvitationRunRowProfile : Profile
{
    public InvitationRunRowProfile() => CreateProjection<InvitationRun, InvitationRunRow>();
}
