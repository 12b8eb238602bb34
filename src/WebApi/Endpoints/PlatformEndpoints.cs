using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Phishing.Control;
using SecurityTraining.Application.Platform;
using SecurityTraining.Application.Platform.Looks;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Endpoints;

internal static class PlatformEndpoints
{
    private const string Companies = "/api/v1/companies";

    public static void MapPlatform(this RouteGroupBuilder api)
    {
        var companies = api.MapGroup("/companies").WithTags("Platform");
        companies.MapGet("/", ([AsParameters] ListCompaniesQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<CompanyListingRow>();
        companies.MapGet("/{id}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new GetListedCompanyQuery(id), ct).ToOk()).WithFieldSelection<CompanyListingRow>();
        companies.MapPost("/{id}/suspend", (Guid id, Suspension suspension, ISender sender, CancellationToken ct) =>
            sender.Send(new SuspendCompanyCommand(id, suspension.Reason), new GetListedCompanyQuery(id), ct).ToOk());
        companies.MapPost("/{id}/activate", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new ActivateCompanyCommand(id), new GetListedCompanyQuery(id), ct).ToOk());
        companies.MapGet("/{id}/looks", ([AsParameters] ListLooksQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<LookRow>();
        companies.MapPost("/{id}/looks", (Guid id, NewLook look, ISender sender, CancellationToken ct) =>
            sender.Send(new StartLookCommand(id, look.Reason, look.Minutes), ct)
                .ThenAsync(lookId => sender.Send(new GetLookQuery(id, lookId), ct))
                .ToCreated(_ => $"{Companies}/{id}/looks")).WithIdempotency();
        companies.MapDelete("/{id}/looks/{lookId}", (Guid id, Guid lookId, ISender sender, CancellationToken ct) =>
            sender.Send(new EndLookCommand(id, lookId), ct).ToNoContent());
        var killSwitch = api.MapGroup("/platform/phishing/kill-switch").WithTags("Platform");
        killSwitch.MapGet("/", (ISender sender, CancellationToken ct) => sender.Send(new GetInstallationKillSwitchQuery(), ct).ToOk());
        killSwitch.MapPut("/", (SetInstallationKillSwitchCommand command, ISender sender, CancellationToken ct) =>
            sender.Send(command, new GetInstallationKillSwitchQuery(), ct).ToOk());
        api.MapGet("/company/looks", ([AsParameters] ListLooksIntoCompanyQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<LookRow>().WithTags("Company");
    }

    private sealed record Suspension(string Reason);

    /// <param name="Reason">Stands in the company's audit log, and in a mail to its administrators.</param>
    /// <param name="Minutes">1 to 60.</param>
    private sealed record NewLook(string Reason, int Minutes);
}
