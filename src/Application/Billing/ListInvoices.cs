using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Billing;

/// <summary>The company's bills, newest first.</summary>
[RequirePermission(Permission.ReadBilling)]
public sealed record ListInvoicesQuery(InvoiceStatus? Status = null, int? Page = null, int? PageSize = null) : IQuery<PagedList<InvoiceRow>>, IPagedQuery;

/// <param name="Number">As it stands on the document.</param>
/// <param name="Total">In the currency's smallest unit, as are the other amounts.</param>
/// <param name="Currency">ISO 4217, in small letters.</param>
/// <param name="HostedUrl">The payment provider's page, where it can be paid.</param>
public sealed record InvoiceRow(
    Guid Id,
    string? Number,
    InvoiceStatus Status,
    long Total,
    long AmountDue,
    long AmountPaid,
    string Currency,
    DateTimeOffset IssuedAt,
    DateTimeOffset? PaidAt,
    DateTimeOffset PeriodStart,
    DateTimeOffset PeriodEnd,
    string? HostedUrl,
    string? PdfUrl);

internal sealed class ListInvoicesValidator : AbstractValidator<ListInvoicesQuery>
{
    public ListInvoicesValidator()
    {
        this.ValidatePaging();
        RuleFor(query => query.Status).IsInEnum();
    }
}

internal sealed class ListInvoicesHandler(IReader<Invoice> invoices) : IQueryHandler<ListInvoicesQuery, PagedList<InvoiceRow>>
{
    public async Task<ErrorOr<PagedList<InvoiceRow>>> Handle(ListInvoicesQuery request, CancellationToken cancellationToken) =>
        await invoices.PageAsync<InvoiceRow>(new NewestSpec(request.Status), request, cancellationToken);

    private sealed class NewestSpec : Specification<Invoice>
    {
        public NewestSpec(InvoiceStatus? status) => Query
            .Where(invoice => invoice.Status == status, status is not null)
            .OrderByDescending(invoice => invoice.IssuedAt)
            .OrderByDescending(invoice => invoice.Id);
    }
}

internal sealed class InvoiceRowProfile : Profile
{
    public InvoiceRowProfile() => CreateProjection<Invoice, InvoiceRow>();
}
