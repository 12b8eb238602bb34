using ErrorOr;
using SecurityTraining.Application.Automation;
using SecurityTraining.Application.Automation.Rules;
using SecurityTraining.Application.Common;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Endpoints;

internal static class AutomationEndpoints
{
    private const string Rules = "/api/v1/automation/rules";

    public static void MapAutomation(this RouteGroupBuilder api)
    {
        var automation = api.MapGroup("/automation").WithTags("Automation");
        automation.MapGet("/actions", ([AsParameters] ListAutomationActionsQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<AutomationActionRow>();
        var rules = automation.MapGroup("/rules");
        rules.MapGet("/", ([AsParameters] ListAutomationRulesQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<AutomationRuleListRow>();
        rules.MapPost("/", (CreateAutomationRuleCommand command, ISender sender, CancellationToken ct) =>
            sender.Send(command, ct)
                .ThenAsync(id => sender.Send(new GetAutomationRuleQuery(id), ct))
                .ToCreated(rule => $"{Rules}/{rule.Id}")).WithIdempotency();
        rules.MapGet("/{id:guid}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new GetAutomationRuleQuery(id), ct).ToOk()).WithFieldSelection<AutomationRuleRow>();
        rules.MapPatch("/{id:guid}", (Guid id, AutomationRuleChanges changes, ISender sender, CancellationToken ct) =>
            sender.Send(new UpdateAutomationRuleCommand(id, changes), new GetAutomationRuleQuery(id), ct).ToOk());
        rules.MapDelete("/{id:guid}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new DeleteAutomationRuleCommand(id), ct).ToNoContent());
        rules.MapPost("/{id:guid}/test", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new TryAutomationRuleQuery(id), ct).ToOk());
    }
}
