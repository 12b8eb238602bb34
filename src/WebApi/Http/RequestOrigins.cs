using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.WebApi.Http;

/// <summary>Tells the audit log where a request comes from: no more of it than is kept.</summary>
internal sealed class RequestOrigins(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context, RequestOrigin origin)
    {
        origin.Network = ClientAddress.Network(context.Connection.RemoteIpAddress);
        origin.Client = ClientFamily.Of(context.Request.Headers.UserAgent);
        origin.RequestId = context.TraceIdentifier;
        return next(context);
    }
}
