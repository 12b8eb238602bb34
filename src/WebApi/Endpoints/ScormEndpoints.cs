using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Settings;
using SecurityTraining.Application.Learning.Scorm;
using SecurityTraining.WebApi.Authentication;
using SecurityTraining.WebApi.Http;
using SecurityTraining.WebApi.Pages;

namespace SecurityTraining.WebApi.Endpoints;

/// <summary>
/// Where SCORM packages run: anonymous, outside <c>/api</c>, at an origin of their own (<see cref="ScormOrigin"/>), each by the unguessable token
/// of one launch.
/// </summary>
internal static class ScormEndpoints
{
    public const string Root = "/scorm";

    private static readonly string[] Reading = ["GET", "HEAD"];

    public static void MapScorm(this IEndpointRouteBuilder app)
    {
        var scorm = app.MapGroup(Root).WithTags("Learning").WithRateLimit(RateLimit.Tracking).AllowAnonymous().ExcludeFromDescription();
        scorm.MapMethods($"/{ScormPage.ScriptName}", Reading, ScormPage.Script);
        scorm.MapGet("/{token}/", (string token, ISender sender, BrowserOrigins origins, CancellationToken ct) =>
            sender.Send(new OpenScormLaunchCommand(token), ct).ToResult(opening => new ScormPage(opening, origins)));
        scorm.MapMethods("/{token}/files/{**path}", Reading, (string token, string path, ISender sender, CancellationToken ct) =>
            sender.Send(new OpenScormFileQuery(token, path), ct).ToResult(file => new ScormFile(file)));
        scorm.MapPost("/{token}/commits", (string token, Commit commit, ISender sender, CancellationToken ct) =>
            sender.Send(new CommitScormCommand(token, commit.Opening, commit.Sequence, commit.Data, commit.Partial), ct).ToOk());
    }

    /// <param name="Data">By the standard's names, such as <c>cmi.core.lesson_status</c>.</param>
    /// <param name="Partial">Whether it may lack answers, comments and suspend data that have been sent before.</param>
    private sealed record Commit(int Opening, int Sequence, IReadOnlyDictionary<string, string> Data, bool Partial = false);
}
