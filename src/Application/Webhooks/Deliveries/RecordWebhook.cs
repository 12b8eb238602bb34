using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Webhooks;

namespace SecurityTraining.Application.Webhooks.Deliveries;

/// <summary>Writes down what a partner has answered; gives up an endpoint that has failed for too long, and tells the administrators.</summary>
/// <param name="Answer">Null: the endpoint was not asked, since it is switched off.</param>
[PlatformScope]
[RetryOnConflict]
public sealed record RecordWebhookCommand(Guid DeliveryId, WebhookAnswer? Answer) : ICommand<RecordedWebhook>;

/// <param name="RetryAfter">Before jitter; null: it is over.</param>
public sealed record RecordedWebhook(TimeSpan? RetryAfter);

internal sealed class RecordWebhookValidator : AbstractValidator<RecordWebhookCommand>
{
    public RecordWebhookValidator() =>
        RuleFor(command => command.Answer!.Status).InclusiveBetween(100, 999).When(command => command.Answer is not null);
}

internal sealed class RecordWebhookHandler(
    IRepository<WebhookDelivery> deliveries,
    IRepository<WebhookEndpoint> endpoints,
    IRepository<User> users,
    IRepository<Company> companies,
    IMailOutbox outbox,
    TimeProvider clock) : ICommandHandler<RecordWebhookCommand, RecordedWebhook>
{
    private static readonly RecordedWebhook Over = new(RetryAfter: null);

    public async Task<ErrorOr<RecordedWebhook>> Handle(RecordWebhookCommand request, CancellationToken cancellationToken)
    {
        if (await deliveries.GetByIdAsync(request.DeliveryId, cancellationToken) is not { Status: WebhookDeliveryStatus.Pending } delivery
            || await endpoints.GetByIdAsync(delivery.EndpointId, cancellationToken) is not { } endpoint)
        {
            return Over;
        }

        if (request.Answer is not { } answer)
        {
            delivery.GiveUp("The endpoint is switched off.");
            return Over;
        }

        var now = clock.GetUtcNow();
        var retryAfter = delivery.Note(answer, now);
        if (answer.IsSuccess)
        {
            endpoint.Succeed();
        }
        else if (endpoint.Fail(answer.IsGone, now))
        {
            await Tell(endpoint, cancellationToken);
        }

        return new RecordedWebhook(retryAfter);
    }

    private async Task Tell(WebhookEndpoint endpoint, CancellationToken ct)
    {
        var company = (await companies.GetByIdAsync(endpoint.CompanyId, ct))!;
        foreach (var administrator in await users.ListAsync(new ActiveAdministratorsSpec(), ct))
        {
            outbox.Send(administrator, new WebhookGivenUpMail(new Uri(endpoint.Url).Host), company.Language);
        }
    }
}
