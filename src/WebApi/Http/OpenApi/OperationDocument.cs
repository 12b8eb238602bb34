using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace SecurityTraining.WebApi.Http.OpenApi;

/// <summary>
/// Adds to each operation what the conventions give to its endpoint: sign-in, headers, <c>fields</c>, and the ways to fail.
/// </summary>
internal sealed class OperationDocument(IOptions<JsonOptions> json) : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var method = context.Description.HttpMethod ?? HttpMethods.Get;
        var anonymous = metadata.OfType<IAllowAnonymous>().Any();
        var idempotent = metadata.OfType<IdempotencyMetadata>().Any();

        // The query is matched without regard to case; the contract writes it in camelCase.
        var parameters = (operation.Parameters ?? []).OfType<OpenApiParameter>();
        foreach (var parameter in parameters.Where(parameter => parameter.In == ParameterLocation.Query))
        {
            parameter.Name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name ?? "");
        }

        if (!anonymous)
        {
            operation.Security = SecurityDocument.Requirement(context.Document);
        }

        operation.Deprecated |= metadata.OfType<DeprecationMetadata>().Any();
        if (metadata.OfType<FieldSelectionMetadata>().FirstOrDefault() is { } selection)
        {
            var description = $"Only these members, separated by commas: {Members(selection.Row)}.";
            AddParameter(operation, ParameterLocation.Query, FieldSelection.Parameter, description);
        }

        if (idempotent)
        {
            AddParameter(
                operation, ParameterLocation.Header, Idempotency.Header, "Makes a repetition safe: it gets the first answer again.");
        }

        if (PreconditionMiddleware.AppliesTo(method))
        {
            AddParameter(operation, ParameterLocation.Header, "If-Match", "The `ETag` of the version that the change is meant for.");
        }

        foreach (var status in Failures(operation, method, anonymous, idempotent))
        {
            ProblemDocument.AddResponse(operation, status, context.Document);
        }

        return Task.CompletedTask;
    }

    private static IEnumerable<int> Failures(OpenApiOperation operation, string method, bool anonymous, bool idempotent)
    {
        var changes = !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method);
        if (operation.RequestBody is not null || operation.Parameters is { Count: > 0 })
        {
            yield return StatusCodes.Status400BadRequest;
        }

        if (!anonymous)
        {
            yield return StatusCodes.Status401Unauthorized;
            yield return StatusCodes.Status402PaymentRequired;
            yield return StatusCodes.Status403Forbidden;
        }

        if (operation.Parameters?.Any(parameter => parameter.In == ParameterLocation.Path) == true)
        {
            yield return StatusCodes.Status404NotFound;
        }

        if (changes)
        {
            yield return StatusCodes.Status409Conflict;
        }

        if (PreconditionMiddleware.AppliesTo(method))
        {
            yield return StatusCodes.Status412PreconditionFailed;
        }

        if (idempotent)
        {
            yield return StatusCodes.Status422UnprocessableEntity;
        }

        yield return StatusCodes.Status429TooManyRequests;
    }

    private string Members(Type row) => string.Join(
        ", ",
        json.Value.SerializerOptions.GetTypeInfo(row).Properties.Where(member => member.Get is not null).Select(member => member.Name));

    private static void AddParameter(OpenApiOperation operation, ParameterLocation place, string name, string description)
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
