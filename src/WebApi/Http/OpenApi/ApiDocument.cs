using Microsoft.OpenApi;

namespace SecurityTraining.WebApi.Http.OpenApi;

/// <summary>The machine-readable contract at <c>/openapi/v1.json</c>, made from the routes themselves.</summary>
internal static class ApiDocument
{
    public const string Name = "v1";
    public const string Route = "/openapi/{documentName}.json";

    private const string Description =
        "Security awareness training and phishing simulations. Errors are RFC 9457 problems whose `code` is stable. "
        + "Lists are paged; single reads carry an `ETag`; POSTs that create or send take an `Idempotency-Key`.";

    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.AddDocumentTransformer((document, context, _) =>
        {
            document.Info = new() { Title = "SecurityTraining API", Version = Name, Description = Description };
            document.Servers = [new() { Url = context.ApplicationServices.GetRequiredService<IConfiguration>()["PublicUrl"] ?? "/" }];
            ProblemDocument.AddTo(document);
            SecurityDocument.AddTo(document);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer<OperationDocument>();
        options.AddOperationTransformer<SessionCookieDocument>();
        options.AddSchemaTransformer<OptionalDocument>();
    });
}

/// <summary>How callers prove who they are.</summary>
internal static class SecurityDocument
{
    private const string Bearer = "bearer";
    private const string ApiKey = "apiKey";

    public static void AddTo(OpenApiDocument document)
    {
        document.AddComponent<IOpenApiSecurityScheme>(Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "The access token of a person, from POST /api/v1/auth/login.",
        });
        document.AddComponent<IOpenApiSecurityScheme>(ApiKey, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = "X-Api-Key",
            Description = "The key of an integration, from POST /api/v1/api-keys.",
        });
    }

    /// <summary>Either of them.</summary>
    public static List<OpenApiSecurityRequirement> Requirement(OpenApiDocument? document) =>
    [
        new() { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] },
        new() { [new OpenApiSecuritySchemeReference(ApiKey, document)] = [] },
    ];
}
