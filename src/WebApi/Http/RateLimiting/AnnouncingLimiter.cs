using System.Globalization;
using System.Threading.RateLimiting;

namespace SecurityTraining.WebApi.Http.RateLimiting;

/// <summary>Tells each caller in the <c>RateLimit-*</c> headers how far they have come.</summary>
internal sealed class AnnouncingLimiter(PartitionedRateLimiter<HttpContext> inner) : PartitionedRateLimiter<HttpContext>
{
    public override RateLimiterStatistics? GetStatistics(HttpContext resource) => inner.GetStatistics(resource);

    protected override RateLimitLease AttemptAcquireCore(HttpContext resource, int permitCount) =>
        Announce(resource, inner.AttemptAcquire(resource, permitCount));

    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(
        HttpContext resource, int permitCount, CancellationToken cancellationToken) =>
        Announce(resource, await inner.AcquireAsync(resource, permitCount, cancellationToken));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private static RateLimitLease Announce(HttpContext context, RateLimitLease lease)
    {
        // Late, because the exception handler clears the headers that are set before.
        if (lease.TryGetMetadata(FixedWindow.Lease.State, out var state) && state is not null)
        {
            context.Response.OnStarting(() => Set(context.Response.Headers, state));
        }

        return lease;
    }

    private static Task Set(IHeaderDictionary headers, WindowState state)
    {
        headers["RateLimit-Limit"] = state.Limit.ToString(CultureInfo.InvariantCulture);
        headers["RateLimit-Remaining"] = state.Remaining.ToString(CultureInfo.InvariantCulture);
        headers["RateLimit-Reset"] = ((int)Math.Ceiling(state.Reset.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return Task.CompletedTask;
    }
}
