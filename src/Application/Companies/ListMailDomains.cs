using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Companies;

[RequirePermission(Permission.ReadCompany)]
public sealed record ListMailDomainsQuery(int? Page, int? PageSize) : IQuery<PagedList<MailDomainRow>>, IPagedQuery;

/// <param name="RecordValue">The text that the TXT record at <see cref="RecordName"/> must hold.</param>
public sealed record MailDomainRow(Guid Id, string Name, DateTimeOffset? VerifiedAt, string RecordValue, DateTimeOffset CreatedAt, int Version)
    : IVersioned
{
    public bool Verified => VerifiedAt is not null;

    public string RecordName => MailDomain.RecordNameOf(Name);
}

internal sealed class ListMailDomainsValidator : AbstractValidator<ListMailDomainsQuery>
{
    public ListMailDomainsValidator() => this.ValidatePaging();
}

internal sealed class ListMailDomainsHandler(IReader<MailDomain> domains) : IQueryHandler<ListMailDomainsQuery, PagedList<MailDomainRow>>
{
    public async Task<ErrorOr<PagedList<MailDomainRow>>> Handle(ListMailDomainsQuery request, CancellationToken cancellationToken) =>
        await domains.PageAsync<MailDomainRow>(new MailDomainsByNameSpec(), request, cancellationToken);

    private sealed class MailDomainsByNameSpec : Specification<MailDomain>
    {
        public MailDomainsByNameSpec() => Query.OrderBy(domain => domain.Name);
    }
}

internal sealed class MailDomainRowProfile : Profile
{
    public MailDomainRowProfile() => CreateProjection<MailDomain, MailDomainRow>()
        .ForCtorParam(nameof(MailDomainRow.RecordValue), value => value.MapFrom(domain => domain.Challenge));
}
