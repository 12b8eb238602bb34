using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Billing;

/// <summary>What was paid, or was to be, newest first.</summary>
[RequirePermission(Permission.ReadBilling)]
public sealed record ListPaymentsQuery(int? Page = null, int? PageSize = null) : IQuery<PagedList<PaymentRow>>, IPagedQuery;

/// <param name="Amount">In the currency's smallest unit, as is what was refunded of it.</param>
/// <param name="Currency">ISO 4217, in small letters.</param>
/// <param name="Method">As the payer knows it.</param>
/// <param name="Failure">What the bank said.</param>
public sealed record PaymentRow(
    Guid Id,
    PaymentStatus Status,
    long Amount,
    long AmountRefunded,
    string Currency,
    DateTimeOffset At,
    string? Method,
    string? Failure,
    string? ReceiptUrl);

internal sealed class ListPaymentsValidator : AbstractValidator<ListPaymentsQuery>
{
    public ListPaymentsValidator() => this.ValidatePaging();
}

internal sealed class ListPaymentsHandler(IReader<Payment> payments) : IQueryHandler<ListPaymentsQuery, PagedList<PaymentRow>>
{
    public async Task<ErrorOr<PagedList<PaymentRow>>> Handle(ListPaymentsQuery request, CancellationToken cancellationToken) =>
        await payments.PageAsync<PaymentRow>(new NewestSpec(), request, cancellationToken);

    private sealed class NewestSpec : Specification<Payment>
    {
        public NewestSpec() => Query.OrderByDescending(payment => payment.At).OrderByDescending(payment => payment.Id);
    }
}

internal sealed class PaymentRowProfile : Profile
{
    public PaymentRowProfile() => CreateProjection<Payment, PaymentRow>();
}
