using System.Globalization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using SecurityTraining.WebApi.Authentication;

namespace SecurityTraining.WebApi.Http.OpenApi;

/// <summary>Says where the session cookie is given and taken, and what the answer is then.</summary>
internal sealed class SessionCookieDocument : IOpenApiOperationTransformer
{
    private static readonly string Success = StatusCodes.Status200OK.ToString(CultureInfo.InvariantCulture);

    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<TakesSessionCookieMetadata>().Any())
        {
            Add(operation, ParameterLocation.Cookie, SessionCookie.Name, "Stands for `refreshToken` where the body has none.");
            Add(operation, ParameterLocation.Header, "Origin", "Needed with the cookie: that of the service or one in its configuration.");
            Add(operation, ParameterLocation.Header, SessionCookie.GuardHeader, "Needed with the cookie; any value.");
            ProblemDocument.AddResponse(operation, StatusCodes.Status403Forbidden, context.Document);
        }

        if (metadata.OfType<GivesSessionCookieMetadata>().Any())
        {
            Add(
                operation,
                ParameterLocation.Header,
                SessionCookie.ModeHeader,
                $"`{SessionCookie.Mode}`: the refresh token comes in the cookie `{SessionCookie.Name}`, and not in the body.");
            await AddAnswer(operation, context, cancellationToken);
        }
    }

    private static async Task AddAnswer(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        if (operation.Responses?[Success] is OpenApiResponse { Content: { } contents }
            && contents.Values.OfType<OpenApiMediaType>().FirstOrDefault() is { Schema: { } signedIn } content)
        {
            var session = await context.GetOrCreateSchemaAsync(typeof(BrowserSession), parameterDescription: null, ct);
            context.Document?.AddComponent<IOpenApiSchema>(nameof(BrowserSession), session);
            content.Schema = new OpenApiSchema { AnyOf = [signedIn, new OpenApiSchemaReference(nameof(BrowserSession), context.Document)] };
        }
    }

    private static void Add(OpenApiOperation operation, ParameterLocation place, string name, string description)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = name,
            In = place,
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
    }
}
