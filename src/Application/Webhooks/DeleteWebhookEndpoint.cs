using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Webhooks;

namespace SecurityTraining.Application.Webhooks;

/// <summary>What is still on its way there is not sent any more.</summary>
[RequirePermission(Permission.ManageCompany)]
public sealed record DeleteWebhookEndpointCommand(Guid Id) : ICommand<Deleted>;

internal sealed class DeleteWebhookEndpointHandler(IRepository<WebhookEndpoint> endpoints) : ICommandHandler<DeleteWebhookEndpointCommand, Deleted>
{
    public async Task<ErrorOr<Deleted>> Handle(DeleteWebhookEndpointCommand request, CancellationToken cancellationToken)
    {
        if (await endpoints.GetByIdAsync(request.Id, cancellationToken) is not { } endpoint)
        {
            return WebhookErrors.NotFound;
        }

        endpoints.Remove(endpoint);
        return Result.Deleted;
    }
}
