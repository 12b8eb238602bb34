using System.Text.Json.Nodes;
using ErrorOr;
using Microsoft.Net.Http.Headers;
using SecurityTraining.Application.Common.Settings;
using SecurityTraining.Application.People.Scim.Groups;
using SecurityTraining.Application.People.Scim.Users;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Scim;

/// <summary>From the outcome of a use case to an answer that directories understand.</summary>
internal static class ScimAnswers
{
    public static Task<IResult> ToScim(this Task<ErrorOr<ScimUser>> outcome, ScimSelection selection, int status = StatusCodes.Status200OK) =>
        outcome.ToResult(user => new ScimResult(address => ScimResources.Of(user, address), selection, status, user.Row.Version));

    public static Task<IResult> ToScim(this Task<ErrorOr<ScimGroup>> outcome, ScimSelection selection, int status = StatusCodes.Status200OK) =>
        outcome.ToResult(group => new ScimResult(address => ScimResources.Of(group, address), selection, status, group.Version));

    public static Task<IResult> ToScim(this Task<ErrorOr<ScimPage<ScimUser>>> outcome, ScimSelection selection) => outcome.ToResult(page => Page(
        page.StartIndex, page.Total, address => page.Resources.Select(user => selection.Apply(ScimResources.Of(user, address)))));

    public static Task<IResult> ToScim(this Task<ErrorOr<ScimPage<ScimGroup>>> outcome, ScimSelection selection) => outcome.ToResult(page => Page(
        page.StartIndex, page.Total, address => page.Resources.Select(group => selection.Apply(ScimResources.Of(group, address)))));

    public static IResult Document(Func<PublicAddress, JsonObject> document) =>
        new ScimResult(document, selection: null, StatusCodes.Status200OK, version: null);

    /// <summary>Of what is always whole.</summary>
    public static IResult Page(Func<PublicAddress, IReadOnlyList<JsonObject>> documents) => Document(address =>
    {
        var resources = documents(address);
        return ScimResources.List(resources, startIndex: 1, resources.Count);
    });

    private static IResult Page(int startIndex, int total, Func<PublicAddress, IEnumerable<JsonObject>> resources) =>
        Document(address => ScimResources.List(resources(address), startIndex, total));

    private sealed class ScimResult(Func<PublicAddress, JsonObject> render, ScimSelection? selection, int status, int? version) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var resource = render(httpContext.RequestServices.GetRequiredService<PublicAddress>());
            var response = httpContext.Response;
            response.StatusCode = status;
            if (version is { } state)
            {
                var tag = ScimResources.Tag(state);
                response.Headers.ETag = tag;
                if (EntityTag.IsKnownTo(httpContext.Request, EntityTagHeaderValue.Parse(tag).Tag.ToString()))
                {
                    response.StatusCode = StatusCodes.Status304NotModified;
                    return Task.CompletedTask;
                }
            }

            if (status == StatusCodes.Status201Created)
            {
                response.Headers.Location = resource["meta"]!["location"]!.GetValue<string>();
            }

            return (selection?.Apply(resource) ?? resource).Send(httpContext);
        }
    }
}
