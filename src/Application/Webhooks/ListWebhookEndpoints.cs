using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Webhooks;

namespace SecurityTraining.Application.Webhooks;

[RequirePermission(Permission.ManageCompany)]
public sealed record ListWebhookEndpointsQuery(int? Page = null, int? PageSize = null) : IQuery<PagedList<WebhookEndpointRow>>, IPagedQuery;

internal sealed class ListWebhookEndpointsValidator : AbstractValidator<ListWebhookEndpointsQuery>
{
    public ListWebhookEndpointsValidator() => this.ValidatePaging();
}

internal sealed class ListWebhookEndpointsHandler(IReader<WebhookEndpoint> endpoints)
    : IQueryHandler<ListWebhookEndpointsQuery, PagedList<WebhookEndpointRow>>
{
    public async Task<ErrorOr<PagedList<WebhookEndpointRow>>> Handle(ListWebhookEndpointsQuery request, CancellationToken cancellationToken) =>
        await endpoints.PageAsync<WebhookEndpointRow>(new OldestFirstSpec(), request, cancellationToken);

    private sealed class OldestFirstSpec : Specification<WebhookEndpoint>
    {
        public OldestFirstSpec() => Query.OrderBy(endpoint => endpoint.Id);
    }
}
