using AutoMapper;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Webhooks;

namespace SecurityTraining.Application.Webhooks;

[RequirePermission(Permission.ManageCompany)]
public sealed record GetWebhookEndpointQuery(Guid Id) : IQuery<WebhookEndpointRow>;

/// <param name="FormerSecretUntil">Until then deliveries are signed with the former secret, too; null: they are not.</param>
/// <param name="FailingSince">Null: the last try has succeeded, or there was none.</param>
/// <param name="GivenUpAt">When the service has switched it off; null: it has not.</param>
public sealed record WebhookEndpointRow(
    Guid Id,
    string Url,
    IReadOnlyList<string> Events,
    string? Description,
    bool Enabled,
    DateTimeOffset? FormerSecretUntil,
    DateTimeOffset? FailingSince,
    DateTimeOffset? GivenUpAt,
    DateTimeOffset CreatedAt,
    int Version) : IVersioned;

internal sealed class GetWebhookEndpointHandler(IReader<WebhookEndpoint> endpoints) : IQueryHandler<GetWebhookEndpointQuery, WebhookEndpointRow>
{
    public async Task<ErrorOr<WebhookEndpointRow>> Handle(GetWebhookEndpointQuery request, CancellationToken cancellationToken) =>
        await endpoints.SingleOrDefaultAsync<WebhookEndpointRow>(new ByIdSpec<WebhookEndpoint>(request.Id), cancellationToken) is { } row
            ? row
            : WebhookErrors.NotFound;
}

internal sealed class WebhookEndpointRowProfile : Profile
{
    public WebhookEndpointRowProfile() => CreateProjection<WebhookEndpoint, WebhookEndpointRow>()
        .ForCtorParam(nameof(WebhookEndpointRow.Enabled), enabled => enabled.MapFrom(endpoint => endpoint.IsEnabled));
}
