using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Webhooks;

namespace SecurityTraining.Application.Webhooks;

/// <summary>What is not named stays as it is. One that has been given up is asked again once it is switched on.</summary>
[RetryOnConflict]
[RequirePermission(Permission.ManageCompany)]
public sealed record UpdateWebhookEndpointCommand(Guid Id, WebhookEndpointChanges Changes) : ICommand<Success>;

public sealed record WebhookEndpointChanges(
    Optional<string> Url = default,
    Optional<IReadOnlyList<string>> Events = default,
    Optional<string?> Description = default,
    Optional<bool> Enabled = default);

internal sealed class UpdateWebhookEndpointValidator : AbstractValidator<UpdateWebhookEndpointCommand>
{
    public UpdateWebhookEndpointValidator()
    {
        this.IfSet(command => command.Changes.Url, url => url.EndpointUrl());
        this.IfSet(command => command.Changes.Events, events => events.EventNames());
        this.IfSet(command => command.Changes.Description, description => description.Text(WebhookEndpoint.MaxDescriptionLength));
    }
}

internal sealed class UpdateWebhookEndpointHandler(IRepository<WebhookEndpoint> endpoints, EndpointRules rules, TimeProvider clock)
    : ICommandHandler<UpdateWebhookEndpointCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(UpdateWebhookEndpointCommand request, CancellationToken cancellationToken)
    {
        if (await endpoints.GetByIdAsync(request.Id, cancellationToken) is not { } endpoint)
        {
            return WebhookErrors.NotFound;
        }

        var changes = request.Changes;
        var target = new WebhookTarget(
            changes.Url.Or(endpoint.Url),
            [.. changes.Events.Or(endpoint.Events).Distinct(StringComparer.Ordinal)],
            changes.Description.Or(endpoint.Description).TrimToNull());
        return rules.Check(target) is { IsError: true } refused
            ? refused.Errors
            : endpoint.Change(target, changes.Enabled.Or(endpoint.IsEnabled), clock.GetUtcNow()) is { IsError: true } unfit
                ? unfit.Errors.On("events")
                : Result.Success;
    }
}
