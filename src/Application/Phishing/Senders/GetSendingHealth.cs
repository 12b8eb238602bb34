using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Senders;

/// <summary>How a profile does. Apart from the profile, which stays the same with each mail and so keeps its <c>ETag</c>.</summary>
[RequirePermission(Permission.ReadPhishing)]
public sealed record GetSendingHealthQuery(Guid Id) : IQuery<SendingHealthRow>;

/// <param name="LastFailure">What the server said, without recipients' addresses.</param>
/// <param name="SentLast24Hours">Counted by whole hours.</param>
public sealed record SendingHealthRow(
    SendingState State,
    DateTimeOffset? LastSuccessAt,
    DateTimeOffset? LastFailureAt,
    string? LastFailure,
    int SentLast24Hours,
    int FailedLast24Hours);

internal sealed class GetSendingHealthHandler(IRepository<SendingHealth> healths, TimeProvider clock)
    : IQueryHandler<GetSendingHealthQuery, SendingHealthRow>
{
    public async Task<ErrorOr<SendingHealthRow>> Handle(GetSendingHealthQuery request, CancellationToken cancellationToken)
    {
        if (await healths.GetByIdAsync(request.Id, cancellationToken) is not { } health)
        {
            return SendingProfileErrors.NotFound;
        }

        var aDayAgo = clock.GetUtcNow().AddDays(-1);
        return new SendingHealthRow(
            health.State, health.LastSuccessAt, health.LastFailureAt, health.LastFailure, health.SentSince(aDayAgo), health.FailedSince(aDayAgo));
    }
}
