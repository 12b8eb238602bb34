using System.Reflection;
using ErrorOr;
using MediatR;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Common.Pipeline;

/// <summary>
/// Refuses what a company's unpaid bill or its plan does not allow, to its people and its machines. Workers, anonymous callers and those who operate
/// the platform come through; what workers send is held back where they look whether the company may send.
/// </summary>
internal sealed class SubscriptionBehavior<TRequest, TResponse>(ICurrentUser user, ICompanyStandings standings, TimeProvider clock)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
    where TResponse : IErrorOr
{
    private static readonly AccessAttribute? Access = typeof(TRequest).GetCustomAttributes<AccessAttribute>(inherit: false).FirstOrDefault();

    private static readonly Permission? Required = (Access as RequirePermissionAttribute)?.Permission;

    private static readonly bool IsAlwaysAllowed = Access is PublicAttribute or PlatformScopeAttribute || Required == Permission.OperatePlatform;

    private static readonly bool IsAboutBilling = Required is Permission.ReadBilling or Permission.ManageBilling;

    private static readonly DespiteUnpaidAttribute? Despite = typeof(TRequest).GetCustomAttribute<DespiteUnpaidAttribute>(inherit: false);

    private static readonly bool Reads = typeof(TRequest).GetInterfaces()
        .Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IQuery<>));

    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        IsAlwaysAllowed || user.IsSystem || user.LookId is not null || user.CompanyId is not { } companyId
            ? next()
            : Check(companyId, next, cancellationToken);

    private async Task<TResponse> Check(Guid companyId, RequestHandlerDelegate<TResponse> next, CancellationToken ct)
    {
        var allowed = await standings.Find(companyId, ct) is { } standing ? Allow(standing, clock.GetUtcNow()) : Result.Success;
        return allowed.IsError ? Responses<TResponse>.From(allowed.Errors) : await next();
    }

    private ErrorOr<Success> Allow(CompanyStanding standing, DateTimeOffset now)
    {
        if (Despite is not { EvenWithoutFeature: true } && user.ApiKeyId is not null && Required is { } used
            && standing.Require(PlanFeatures.OfMachines(used), now) is { IsError: true } missing)
        {
            return missing;
        }

        return Despite switch
        {
            _ when IsAboutBilling => Result.Success,
            { EvenSuspended: true } => Result.Success,
            null when !Reads => standing.AllowChanges(now),
            _ => standing.AllowReading(now),
        };
    }
}
