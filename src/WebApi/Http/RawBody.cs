using System.Reflection;

namespace SecurityTraining.WebApi.Http;

/// <summary>A body that is taken as it is; how long it may be is the endpoint's to say (<see cref="Uploads.WithUpload"/>).</summary>
internal sealed record RawBody(ReadOnlyMemory<byte> Content) : IBindableFromHttpContext<RawBody>
{
    public static async ValueTask<RawBody?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        using var content = new MemoryStream();
        await context.Request.Body.CopyToAsync(content, context.RequestAborted);
        return new RawBody(content.GetBuffer().AsMemory(0, (int)content.Length));
    }
}
