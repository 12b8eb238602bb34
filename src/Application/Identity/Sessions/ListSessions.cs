using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Identity.Sessions;

/// <summary>The person's own sessions that still work, the one used last first.</summary>
[Authenticated]
[DespiteUnpaid(EvenSuspended = true)]
public sealed record ListSessionsQuery(int? Page, int? PageSize) : IQuery<PagedList<SessionRow>>, IPagedQuery;

/// <param name="Address">The network of the client that signed in, such as <c>203.0.113.0/24</c>.</param>
/// <param name="LastUsedAt">When it last got an access token, which then works for ten minutes.</param>
public sealed record SessionRow(Guid Id, string? Device, string? Address, DateTimeOffset CreatedAt, DateTimeOffset LastUsedAt)
{
    public bool Current { get; init; }
}

internal sealed class ListSessionsValidator : AbstractValidator<ListSessionsQuery>
{
    public ListSessionsValidator() => this.ValidatePaging();
}

internal sealed class ListSessionsHandler(IReader<Session> sessions, ICurrentUser me, TimeProvider clock)
    : IQueryHandler<ListSessionsQuery, PagedList<SessionRow>>
{
    public async Task<ErrorOr<PagedList<SessionRow>>> Handle(ListSessionsQuery query, CancellationToken cancellationToken)
    {
        var page = await sessions.PageAsync<SessionRow>(new ActiveSessionsSpec(me.RequireUserId(), clock.GetUtcNow()), query, cancellationToken);
        return page with { Items = [.. page.Items.Select(row => row with { Current = row.Id == me.SessionId })] };
    }

    private sealed class ActiveSessionsSpec : Specification<Session>
    {
        public ActiveSessionsSpec(Guid userId, DateTimeOffset now) => Query
            .Where(session => session.UserId == userId && session.RevokedAt == null && session.ExpiresAt > now)
            .OrderByDescending(session => session.LastUsedAt)
            .OrderBy(session => session.Id);
    }
}

internal sealed class SessionRowProfile : Profile
{
    // Which one is the caller's is not in the row.
    public SessionRowProfile() => CreateProjection<Session, SessionRow>().ForMember(row => row.Current, current => current.Ignore());
}
