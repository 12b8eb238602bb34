using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.People.Scim;
using SecurityTraining.Domain.People;
using SecurityTraining.WebApi.Http;
using SecurityTraining.WebApi.Http.Json;

namespace SecurityTraining.WebApi.Scim;

/// <summary>Says as SCIM does (RFC 7644, 3.12) what the rest of the API says as a problem: directories read nothing else.</summary>
internal static class ScimRefusals
{
    private const string Schema = "urn:ietf:params:scim:api:messages:2.0:Error";
    private const string Uniqueness = "uniqueness";
    private const string Mutability = "mutability";
    private const string InvalidValue = "invalidValue";
    private const string InvalidSyntax = "invalidSyntax";

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [ScimErrors.InvalidFilterCode] = "invalidFilter",
        [ScimErrors.InvalidPathCode] = "invalidPath",
        [ScimErrors.InvalidSyntaxCode] = InvalidSyntax,
        [ScimErrors.InvalidValueCode] = InvalidValue,
        [ScimErrors.NoTargetCode] = "noTarget",
        [ScimErrors.MutabilityCode] = Mutability,
        [ScimErrors.TooManyCode] = "tooMany",
        [ValidationErrors.Code] = InvalidValue,
        [CommonErrors.AlreadyExists.Code] = Uniqueness,
        [UserErrors.EmailTaken.Code] = Uniqueness,
        [UserErrors.EmailOfDeleted.Code] = Uniqueness,
        [UserErrors.UserNameTaken.Code] = Uniqueness,
        [UserErrors.ExternalIdTaken.Code] = Uniqueness,
        [UserErrors.AddressIsOwn.Code] = Mutability,
        [GroupErrors.NameTaken.Code] = Uniqueness,
    };

    public static Task Write(HttpContext context, ProblemDetails problem)
    {
        var code = problem.Extensions[Problems.CodeKey] as string ?? "";
        var errors = problem.Extensions.TryGetValue(Problems.ErrorsKey, out var given) ? given as IReadOnlyDictionary<string, string[]> : null;
        var type = errors?.ContainsKey(JsonRefusals.Body) == true ? InvalidSyntax : Types.GetValueOrDefault(code);
        if (type == Mutability)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
        }

        var body = new JsonObject
        {
            ["schemas"] = new JsonArray(Schema),
            ["status"] = context.Response.StatusCode.ToString(CultureInfo.InvariantCulture),
            ["detail"] = errors is null ? problem.Detail ?? problem.Title : string.Join(' ', errors.Select(error => $"{error.Key}: {string.Join(' ', error.Value)}")),
        };
        if (type is not null)
        {
            body["scimType"] = type;
        }

        return body.Send(context);
    }
}
