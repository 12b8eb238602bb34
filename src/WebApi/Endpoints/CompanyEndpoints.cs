using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Companies;
using SecurityTraining.Application.People.Attributes;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Endpoints;

internal static class CompanyEndpoints
{
    private const string Domains = "/api/v1/company/domains";
    private const string Attributes = "/api/v1/company/attributes";

    public static void MapCompany(this RouteGroupBuilder api)
    {
        var company = api.MapGroup("/company").WithTags("Company");
        company.MapGet("/", (ISender sender, CancellationToken ct) =>
            sender.Send(new GetCompanyQuery(), ct).ToOk()).WithFieldSelection<CompanyRow>();
        company.MapPatch("/", (UpdateCompanyCommand command, ISender sender, CancellationToken ct) =>
            sender.Send(command, new GetCompanyQuery(), ct).ToOk());
        MapDomains(company.MapGroup("/domains"));
        MapAttributes(company.MapGroup("/attributes"));
    }

    private static void MapAttributes(RouteGroupBuilder attributes)
    {
        attributes.MapGet("/", ([AsParameters] ListAttributesQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<AttributeRow>();
        attributes.MapPost("/", (DefineAttributeCommand command, ISender sender, CancellationToken ct) =>
            sender.Send(command, ct)
                .ThenAsync(id => sender.Send(new GetAttributeQuery(id), ct))
                .ToCreated(attribute => $"{Attributes}/{attribute.Id}")).WithIdempotency();
        attributes.MapGet("/{id}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new GetAttributeQuery(id), ct).ToOk()).WithFieldSelection<AttributeRow>();
        attributes.MapPatch("/{id}", (Guid id, AttributeChanges changes, ISender sender, CancellationToken ct) =>
            sender.Send(new UpdateAttributeCommand(id, changes), new GetAttributeQuery(id), ct).ToOk());
        attributes.MapDelete("/{id}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new DeleteAttributeCommand(id), ct).ToNoContent());
    }

    private static void MapDomains(RouteGroupBuilder domains)
    {
        domains.MapGet("/", ([AsParameters] ListMailDomainsQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<MailDomainRow>();
        domains.MapPost("/", (AddMailDomainCommand command, ISender sender, CancellationToken ct) =>
            sender.Send(command, ct)
                .ThenAsync(id => sender.Send(new GetMailDomainQuery(id), ct))
                .ToCreated(domain => $"{Domains}/{domain.Id}")).WithIdempotency();
        domains.MapGet("/{id}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new GetMailDomainQuery(id), ct).ToOk()).WithFieldSelection<MailDomainRow>();
        domains.MapPost("/{id}/verify", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new VerifyMailDomainCommand(id), new GetMailDomainQuery(id), ct).ToOk());
        domains.MapDelete("/{id}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new RemoveMailDomainCommand(id), ct).ToNoContent());
    }
}
