using ErrorOr;
using MediatR;

namespace SecurityTraining.Application.Common.Pipeline;

/// <summary>
/// For commands that, when somebody else's change comes first, find another good answer by looking again: the same token refreshed twice,
/// the same address registered twice. The caller never learns of the race.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RetryOnConflictAttribute : Attribute;

/// <summary>Runs such a command again, with a new handler and nothing left of the failed unit of work.</summary>
internal sealed class RetryBehavior<TRequest, TResponse> : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
    where TResponse : IErrorOr
{
    private const int MaxRetries = 3;

    private static readonly bool IsRetried = typeof(TRequest).IsDefined(typeof(RetryOnConflictAttribute), inherit: false);

    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var response = await next();
        for (var retry = 0; IsRetried && retry < MaxRetries && HasLostRace(response); retry++)
        {
            response = await next();
        }

        return response;
    }

    private static bool HasLostRace(TResponse response) =>
        response.IsError && response.Errors![0].Code is var code
        && (code == CommonErrors.ConcurrentChange.Code || code == CommonErrors.AlreadyExists.Code);
}
