using SecurityTraining.Application.Common;
using SecurityTraining.Application.Learning.Achievements;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Endpoints;

internal static class AchievementEndpoints
{
    public static void MapAchievements(this RouteGroupBuilder api)
    {
        api.MapGet("/users/me/achievements", (ISender sender, CancellationToken ct) =>
            sender.Send(new GetMyAchievementsQuery(), ct).ToOk()).WithFieldSelection<AchievementsRow>().WithTags("Learning");
        api.MapGet("/leaderboard", ([AsParameters] GetLeaderboardQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<LeaderboardRow>().WithTags("Learning");
    }
}
