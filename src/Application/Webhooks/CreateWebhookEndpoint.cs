using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Companies;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Webhooks;

namespace SecurityTraining.Application.Webhooks;

/// <summary>Tells a partner from now on what happens.</summary>
/// <param name="Url">https.</param>
/// <param name="Events">Names from the catalogue.</param>
[RequirePermission(Permission.ManageCompany)]
public sealed record CreateWebhookEndpointCommand(string Url, IReadOnlyList<string> Events, string? Description = null)
    : ICommand<NewWebhookEndpoint>;

/// <param name="Secret">Nobody can read it a second time.</param>
public sealed record NewWebhookEndpoint(Guid Id, string Url, IReadOnlyList<string> Events, string Secret, DateTimeOffset CreatedAt);

internal sealed class CreateWebhookEndpointValidator : AbstractValidator<CreateWebhookEndpointCommand>
{
    public CreateWebhookEndpointValidator()
    {
        RuleFor(command => command.Url).EndpointUrl();
        RuleFor(command => command.Events).EventNames();
        RuleFor(command => command.Description).Text(WebhookEndpoint.MaxDescriptionLength);
    }
}

internal sealed class CreateWebhookEndpointHandler(
    IRepository<WebhookEndpoint> endpoints, EndpointRules rules, PlanRules plan, ICompanySecrets secrets, ICurrentUser me, TimeProvider clock)
    : ICommandHandler<CreateWebhookEndpointCommand, NewWebhookEndpoint>
{
    public async Task<ErrorOr<NewWebhookEndpoint>> Handle(CreateWebhookEndpointCommand request, CancellationToken cancellationToken)
    {
        var companyId = me.RequireCompanyId();
        var target = new WebhookTarget(request.Url, [.. request.Events.Distinct(StringComparer.Ordinal)], request.Description.TrimToNull());
        if (rules.Check(target) is { IsError: true } refused)
        {
            return refused.Errors;
        }

        if (await plan.Require(PlanFeature.Api, cancellationToken) is { IsError: true } beyondPlan)
        {
            return beyondPlan.Errors;
        }

        if (await endpoints.CountAsync(new AnyEndpointSpec(), cancellationToken) >= WebhookEndpoint.MaxPerCompany)
        {
            return WebhookErrors.TooMany;
        }

        var secret = WebhookSecret.Create();
        var made = WebhookEndpoint.Register(companyId, target, secrets.Protect(companyId, SecretUse.Webhook, secret), clock.GetUtcNow());
        if (made.IsError)
        {
            return made.Errors.On("events");
        }

        endpoints.Add(made.Value);
        return new NewWebhookEndpoint(made.Value.Id, target.Url, target.Events, secret, made.Value.CreatedAt);
    }

    private sealed class AnyEndpointSpec : Specification<WebhookEndpoint>;
}
