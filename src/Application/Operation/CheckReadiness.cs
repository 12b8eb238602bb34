using ErrorOr;
using SecurityTraining.Application.Common;

namespace SecurityTraining.Application.Operation;

/// <summary>Whether this instance can serve: the database answers. A load balancer asks it before it sends anybody here.</summary>
[Public]
public sealed record CheckReadinessQuery : IQuery<Readiness>;

public sealed record Readiness(string Status);

/// <summary>What an instance cannot do without.</summary>
public interface IDatabaseProbe
{
    Task<bool> Answers(CancellationToken ct);
}

internal sealed class CheckReadinessHandler(IDatabaseProbe database) : IQueryHandler<CheckReadinessQuery, Readiness>
{
    private const int ServiceUnavailable = 503;

    public async Task<ErrorOr<Readiness>> Handle(CheckReadinessQuery request, CancellationToken cancellationToken) =>
        await database.Answers(cancellationToken)
            ? new Readiness("ready")
            : Error.Custom(ServiceUnavailable, "database_unavailable", "The database does not answer.");
}
