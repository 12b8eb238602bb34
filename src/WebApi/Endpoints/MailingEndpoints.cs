using SecurityTraining.Application.Common;
using SecurityTraining.Application.Mailing.Campaigns;
using SecurityTraining.Application.Mailing.Delivery;
using SecurityTraining.Application.Mailing.Preferences;
using SecurityTraining.Application.Mailing.SystemTemplates;
using SecurityTraining.Application.Mailing.Templates;
using SecurityTraining.Domain.Mailing;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Endpoints;

internal static class MailingEndpoints
{
    private const string Templates = "/api/v1/mailing/templates";
    private const string Campaigns = "/api/v1/mailing/campaigns";

    public static void MapMailing(this RouteGroupBuilder api)
    {
        var mailing = api.MapGroup("/mailing").WithTags("Mailing");
        MapTemplates(mailing.MapGroup("/templates"));
        MapCampaigns(mailing.MapGroup("/campaigns"));
        MapSteps(mailing.MapGroup("/campaigns/{id}"));
        MapSystemTemplates(mailing.MapGroup("/system-templates"));
        mailing.MapPost("/events", (ReportMailEventCommand command, ISender sender, CancellationToken ct) =>
            sender.Send(command, ct).ToAccepted()).WithIdempotency();

        var preferences = api.MapGroup("/users/me/mail-preferences").WithTags("Mailing");
        preferences.MapGet("/", (ISender sender, CancellationToken ct) => sender.Send(new GetMailPreferencesQuery(), ct).ToOk());
        preferences.MapPut("/", (SaveMailPreferencesCommand command, ISender sender, CancellationToken ct) =>
            sender.Send(command, new GetMailPreferencesQuery(), ct).ToOk());
    }

    private static void MapTemplates(RouteGroupBuilder templates)
    {
        templates.MapGet("/", ([AsParameters] ListMailTemplatesQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<MailTemplateListRow>();
        templates.MapPost("/", (MailTemplateInput template, ISender sender, CancellationToken ct) =>
            sender.Send(new CreateMailTemplateCommand(template), ct).ToCreated(id => $"{Templates}/{id}")).WithIdempotency();
        templates.MapGet("/{id}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new GetMailTemplateQuery(id), ct).ToOk()).WithFieldSelection<MailTemplateRow>();
        templates.MapPatch("/{id}", (Guid id, MailTemplateChanges changes, ISender sender, CancellationToken ct) =>
            sender.Send(new UpdateMailTemplateCommand(id, changes), new GetMailTemplateQuery(id), ct).ToOk());
        templates.MapDelete("/{id}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new DeleteMailTemplateCommand(id), ct).ToNoContent());
        templates.MapPost("/{id}/preview", (Guid id, MailPreviewRequest? request, ISender sender, CancellationToken ct) =>
            sender.Send(new PreviewMailTemplateQuery(id, request?.UserId, request?.Language), ct).ToOk());
    }

    private static void MapCampaigns(RouteGroupBuilder campaigns)
    {
        campaigns.MapGet("/", ([AsParameters] ListCampaignsQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<CampaignListRow>();
        campaigns.MapPost("/", (CampaignInput campaign, ISender sender, CancellationToken ct) =>
            sender.Send(new CreateCampaignCommand(campaign), ct).ToCreated(id => $"{Campaigns}/{id}")).WithIdempotency();
        campaigns.MapGet("/{id}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new GetCampaignQuery(id), ct).ToOk()).WithFieldSelection<CampaignRow>();
        campaigns.MapPatch("/{id}", (Guid id, CampaignChanges changes, ISender sender, CancellationToken ct) =>
            sender.Send(new UpdateCampaignCommand(id, changes), new GetCampaignQuery(id), ct).ToOk());
        campaigns.MapDelete("/{id}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new DeleteCampaignCommand(id), ct).ToNoContent());
        campaigns.MapPost("/{id}/duplicate", (Guid id, CampaignCopy? request, ISender sender, CancellationToken ct) =>
            sender.Send(new DuplicateCampaignCommand(id, request?.Name), ct).ToCreated(copy => $"{Campaigns}/{copy}")).WithIdempotency();
    }

    private static void MapSteps(RouteGroupBuilder campaign)
    {
        campaign.MapPost("/schedule", (Guid id, CampaignSchedule? request, ISender sender, CancellationToken ct) =>
            sender.Send(new ScheduleCampaignCommand(id, request?.StartsAt), new GetCampaignQuery(id), ct).ToOk()).WithIdempotency();
        campaign.MapPost("/send", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new SendCampaignCommand(id), new GetCampaignQuery(id), ct).ToOk()).WithIdempotency();
        campaign.MapPost("/pause", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new PauseCampaignCommand(id), new GetCampaignQuery(id), ct).ToOk());
        campaign.MapPost("/resume", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new ResumeCampaignCommand(id), new GetCampaignQuery(id), ct).ToOk());
        campaign.MapPost("/cancel", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new CancelCampaignCommand(id), new GetCampaignQuery(id), ct).ToOk());
        campaign.MapPost("/winner", (Guid id, WinnerRequest request, ISender sender, CancellationToken ct) =>
            sender.Send(new DecideSubjectCommand(id, request.Variant), new GetCampaignQuery(id), ct).ToOk());
        campaign.MapPost("/test-send", (Guid id, TestSendRequest? request, ISender sender, CancellationToken ct) =>
            sender.Send(new TestSendCampaignCommand(id, request?.UserIds), ct).ToAccepted()).WithIdempotency();
        campaign.MapGet("/stats", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new GetCampaignStatsQuery(id), ct).ToOk()).WithFieldSelection<CampaignStats>();
        campaign.MapGet("/recipients", ([AsParameters] ListCampaignRecipientsQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<CampaignRecipientRow>();
    }

    private static void MapSystemTemplates(RouteGroupBuilder templates)
    {
        templates.MapGet("/", ([AsParameters] ListSystemTemplatesQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<SystemTemplateListRow>();
        templates.MapGet("/{kind}/{language}", (SystemMailKind kind, string language, ISender sender, CancellationToken ct) =>
            sender.Send(new GetSystemTemplateQuery(kind, language), ct).ToOk()).WithFieldSelection<SystemTemplateRow>();
        templates.MapPut("/{kind}/{language}", (
            SystemMailKind kind, string language, SystemTemplateInput template, ISender sender, CancellationToken ct) =>
            sender.Send(new SaveSystemTemplateCommand(kind, language, template), new GetSystemTemplateQuery(kind, language), ct).ToOk());
        templates.MapDelete("/{kind}/{language}", (SystemMailKind kind, string language, ISender sender, CancellationToken ct) =>
            sender.Send(new ResetSystemTemplateCommand(kind, language), ct).ToNoContent());
        templates.MapPost("/{kind}/{language}/preview", (
            SystemMailKind kind, string language, SystemTemplateInput? template, ISender sender, CancellationToken ct) =>
            sender.Send(new PreviewSystemTemplateQuery(kind, language, template), ct).ToOk());
    }

    /// <param name="UserId">The person to render for; absent: the caller.</param>
    /// <param name="Language">Absent: the person's own.</param>
    internal sealed record MailPreviewRequest(Guid? UserId = null, string? Language = null);

    /// <param name="Name">Absent: the original's name, marked as a copy.</param>
    internal sealed record CampaignCopy(string? Name = null);

    /// <param name="StartsAt">Absent: the start that the draft names.</param>
    internal sealed record CampaignSchedule(DateTimeOffset? StartsAt = null);

    /// <param name="Variant">The subject for those who wait.</param>
    internal sealed record WinnerRequest(SubjectVariant Variant);

    /// <param name="UserIds">At most ten; absent: the caller.</param>
    internal sealed record TestSendRequest(IReadOnlyList<Guid>? UserIds = null);
}
