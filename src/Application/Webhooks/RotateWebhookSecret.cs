using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Webhooks;

namespace SecurityTraining.Application.Webhooks;

/// <summary>A new secret for the same endpoint. For a while deliveries carry both signatures.</summary>
/// <param name="OverlapHours">0 to 168, by default 24.</param>
[RequirePermission(Permission.ManageCompany)]
public sealed record RotateWebhookSecretCommand(Guid Id, int? OverlapHours) : ICommand<NewWebhookSecret>;

/// <param name="Secret">Nobody can read it a second time.</param>
public sealed record NewWebhookSecret(string Secret, DateTimeOffset? FormerSecretUntil);

internal sealed class RotateWebhookSecretValidator : AbstractValidator<RotateWebhookSecretCommand>
{
    public RotateWebhookSecretValidator() =>
        RuleFor(command => command.OverlapHours).InclusiveBetween(0, (int)WebhookEndpoint.MaxOverlap.TotalHours);
}

internal sealed class RotateWebhookSecretHandler(IRepository<WebhookEndpoint> endpoints, ICompanySecrets secrets, TimeProvider clock)
    : ICommandHandler<RotateWebhookSecretCommand, NewWebhookSecret>
{
    private const int DefaultOverlapHours = 24;

    public async Task<ErrorOr<NewWebhookSecret>> Handle(RotateWebhookSecretCommand request, CancellationToken cancellationToken)
    {
        if (await endpoints.GetByIdAsync(request.Id, cancellationToken) is not { } endpoint)
        {
            return WebhookErrors.NotFound;
        }

        var secret = WebhookSecret.Create();
        var overlap = TimeSpan.FromHours(request.OverlapHours ?? DefaultOverlapHours);
        endpoint.Rotate(secrets.Protect(endpoint.CompanyId, SecretUse.Webhook, secret), overlap, clock.GetUtcNow());
        return new NewWebhookSecret(secret, endpoint.FormerSecretUntil);
    }
}
