using SecurityTraining.Application.Common;
using SecurityTraining.Application.Platform.Looks;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Platform;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Authentication;

/// <summary><c>X-Company-Look</c>: a platform administrator who reads in a company, as long as their look into it lasts.</summary>
internal sealed class CompanyLooks(RequestDelegate next)
{
    public const string Header = "X-Company-Look";

    public async Task InvokeAsync(HttpContext context, Caller caller, IServiceScopeFactory scopes)
    {
        if (!context.Request.Headers.TryGetValue(Header, out var header) || caller is { UserId: null, ApiKeyId: null })
        {
            await next(context);
            return;
        }

        if (!caller.Has(Permission.OperatePlatform))
        {
            await Problems.Write(context, Problems.From([CommonErrors.Forbidden]));
            return;
        }

        if (!Guid.TryParseExact(header, "D", out var lookId))
        {
            await Problems.Write(context, Problems.From([PlatformErrors.LookEnded]));
            return;
        }

        // A scope of its own: to find the look out is a use case of the platform's company, and what the request then does is another's.
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().SignIn(caller.UserId!.Value, caller.CompanyId!.Value, caller.Role!.Value);
        var accepted = await scope.ServiceProvider.GetRequiredService<ISender>().Send(new AcceptLookQuery(lookId), context.RequestAborted);
        if (accepted.IsError)
        {
            await Problems.Write(context, Problems.From(accepted.Errors));
            return;
        }

        caller.LookInto(accepted.Value.CompanyId, accepted.Value.Id);
        await next(context);
    }
}
