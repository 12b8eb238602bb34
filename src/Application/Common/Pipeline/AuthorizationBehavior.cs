using System.Reflection;
using ErrorOr;
using MediatR;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Platform;

namespace SecurityTraining.Application.Common.Pipeline;

/// <summary>Lets in whom the message's attribute names; a message with none is denied to everybody.</summary>
internal sealed class AuthorizationBehavior<TRequest, TResponse>(ICurrentUser user, ITenant tenant) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
    where TResponse : IErrorOr
{
    private static readonly AccessAttribute[] Access = [.. typeof(TRequest).GetCustomAttributes<AccessAttribute>(inherit: false)];

    private static readonly bool IsForSetUp = typeof(TRequest).IsDefined(typeof(WithoutSecondFactorAttribute), inherit: false);

    private static readonly bool Reads = typeof(TRequest).GetInterfaces()
        .Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IQuery<>));

    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var refusal = Access is [var access] ? Refuse(access) : CommonErrors.Forbidden;
        if (refusal is { } error)
        {
            return Task.FromResult(Responses<TResponse>.From([error]));
        }

        if (!tenant.IsEntered && user.CompanyId is { } companyId)
        {
            tenant.Enter(companyId);
        }

        return next();
    }

    private Error? Refuse(AccessAttribute access) => access switch
    {
        _ when user.LookId is not null && !Reads => PlatformErrors.LookReadsOnly,
        PublicAttribute => null,
        _ when user.LacksSecondFactor && !IsForSetUp => TwoFactorErrors.SetUpRequired,
        PlatformScopeAttribute when user.IsSystem || user.Has(Permission.OperatePlatform) => null,
        _ when user.UserId is null && user.ApiKeyId is null => CommonErrors.Unauthenticated,
        AuthenticatedAttribute when user is { UserId: not null, LookId: null } => null,
        RequirePermissionAttribute required when user.Has(required.Permission) => null,
        _ => CommonErrors.Forbidden,
    };
}
