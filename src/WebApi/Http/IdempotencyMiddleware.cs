using System.Diagnostics.CodeAnalysis;
using SecurityTraining.Application.Common;

namespace SecurityTraining.WebApi.Http;

/// <summary>
/// Keeps the promise of <see cref="Idempotency"/>. A middleware and no endpoint filter, because it must see the body before the framework
/// has read it.
/// </summary>
internal sealed partial class IdempotencyMiddleware(RequestDelegate next, ILogger<IdempotencyMiddleware> log)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Headers[Idempotency.Header] is not { Count: > 0 } header
            || context.GetEndpoint()?.Metadata.GetMetadata<IdempotencyMetadata>() is null
            || context.RequestServices.GetRequiredService<ICurrentUser>() is { UserId: null, CompanyId: null } or { LookId: not null })
        {
            return next(context);
        }

        var key = header.ToString();
        return Idempotency.IsValidKey(key)
            ? RunOnce(context, key)
            : Problems.Write(context, Problems.Invalid(Idempotency.Header, "Must be 1 to 255 visible ASCII characters."));
    }

    private async Task RunOnce(HttpContext context, string key)
    {
        var caller = context.RequestServices.GetRequiredService<ICurrentUser>();
        var store = context.RequestServices.GetRequiredService<IIdempotencyStore>();
        var owner = caller.CompanyId ?? Guid.Empty;
        var scopedKey = Idempotency.Scope(context, caller, key);
        var requestHash = await Idempotency.HashRequest(context.Request, context.RequestAborted);

        var claim = await store.Claim(owner, scopedKey, requestHash, context.RequestAborted);
        await (claim.Outcome switch
        {
            IdempotencyOutcome.Replay => Replay(context.Response, claim.Response!),
            IdempotencyOutcome.Mismatch => Problems.Write(context, Problems.Create(
                StatusCodes.Status422UnprocessableEntity, "idempotency_key_reused", "The key belongs to a request with other content.")),
            IdempotencyOutcome.InProgress => Problems.Write(context, Problems.Create(
                StatusCodes.Status409Conflict, "idempotency_in_progress", "The same request is being worked on at this moment.")),
            _ => Work(context, store, owner, scopedKey, claim),
        });
    }

    /// <summary>
    /// From here on the client may go away, but the key has to be settled: hence no cancellation token for the store.
    /// </summary>
    private async Task Work(HttpContext context, IIdempotencyStore store, Guid owner, string key, IdempotencyClaim claim)
    {
        var settled = false;
        var body = context.Response.Body;
        var aborted = context.RequestAborted;
        await using var answer = new MemoryStream();
        try
        {
            // A caller who hangs up after the commit must still find the answer under the key.
            context.RequestAborted = CancellationToken.None;
            context.Response.Body = answer;
            await next(context);
            await context.Response.BodyWriter.FlushAsync(CancellationToken.None);
            if (IsWorthKeeping(context.Response.StatusCode))
            {
                settled = true;
                await Remember(() => store.Complete(owner, key, claim, Capture(context.Response, answer), CancellationToken.None));
            }
        }
        finally
        {
            context.Response.Body = body;
            context.RequestAborted = aborted;
            if (!settled)
            {
                await store.Abandon(owner, key, claim, CancellationToken.None);
            }
        }

        answer.Position = 0;
        await answer.CopyToAsync(body, context.RequestAborted);
    }

    /// <summary>
    /// Not the answers after which a retry is meant to do the work: the request was unreadable, nobody's, too early, or it hit a fault of
    /// ours.
    /// </summary>
    private static bool IsWorthKeeping(int status) => status
        is not (StatusCodes.Status400BadRequest or StatusCodes.Status401Unauthorized or StatusCodes.Status408RequestTimeout)
        and not StatusCodes.Status429TooManyRequests
        and < StatusCodes.Status500InternalServerError;

    [SuppressMessage("Design", "CA1031", Justification = "The work is committed, and the caller must learn that.")]
    private async Task Remember(Func<Task> complete)
    {
        try
        {
            await complete();
        }
        catch (Exception exception)
        {
            LogForgotten(exception);
        }
    }

    private static StoredResponse Capture(HttpResponse response, MemoryStream body) => new(
        response.StatusCode, response.ContentType, response.Headers.Location, response.Headers.ETag, body.ToArray());

    private static async Task Replay(HttpResponse response, StoredResponse stored)
    {
        response.StatusCode = stored.Status;
        response.ContentType = stored.ContentType;
        response.Headers.Location = stored.Location;
        response.Headers.ETag = stored.ETag;
        response.Headers[Idempotency.ReplayedHeader] = "true";
        if (!stored.Body.IsEmpty)
        {
            await response.Body.WriteAsync(stored.Body, response.HttpContext.RequestAborted);
        }
    }

    [LoggerMessage(LogLevel.Error, "The work is done, but its answer could not be stored for repetitions")]
    private partial void LogForgotten(Exception exception);
}
