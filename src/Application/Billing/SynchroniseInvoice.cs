using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Auditing;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Companies;

namespace SecurityTraining.Application.Billing;

/// <summary>Takes over what the payment provider says of one bill at this moment, and tells the administrators what is new about it.</summary>
[PlatformScope]
[RetryOnConflict(AsksProvider = true)]
public sealed record SynchroniseInvoiceCommand(Guid CompanyId, string Reference) : ICommand<Success>;

internal sealed class SynchroniseInvoiceValidator : AbstractValidator<SynchroniseInvoiceCommand>
{
    public SynchroniseInvoiceValidator() => RuleFor(command => command.Reference).NotEmpty().MaximumLength(Subscription.MaxReferenceLength);
}

internal sealed class SynchroniseInvoiceHandler(
    IRepository<Invoice> invoices,
    IRepository<Company> companies,
    SubscriptionBook book,
    IProviderRecords records,
    BillingNotices notices,
    IAuditTrail audit,
    TimeProvider clock) : ICommandHandler<SynchroniseInvoiceCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(SynchroniseInvoiceCommand request, CancellationToken cancellationToken)
    {
        var invoice = await invoices.SingleOrDefaultAsync(new ByReferenceSpec(request.Reference), cancellationToken);
        var asked = await records.Invoice(request.Reference, cancellationToken);
        if (asked.IsError)
        {
            return asked.FirstError == BillingErrors.Unknown ? Result.Success : asked.Errors;
        }

        if (!await book.IsOf(request.CompanyId, asked.Value.CustomerReference, cancellationToken))
        {
            return Result.Success;
        }

        var now = clock.GetUtcNow();
        if (invoice is null)
        {
            invoice = Invoice.Mirror(request.CompanyId, request.Reference, now);
            invoices.Add(invoice);
        }

        var news = invoice.Apply(asked.Value, now);
        if (news != InvoiceNews.None)
        {
            await Tell(invoice, news, cancellationToken);
        }

        return Result.Success;
    }

    private async Task Tell(Invoice invoice, InvoiceNews news, CancellationToken ct)
    {
        audit.Note(news == InvoiceNews.Paid ? "billing.invoice-paid" : "billing.payment-failed", new AuditTarget("invoice", invoice.Id));
        var company = (await companies.GetByIdAsync(invoice.CompanyId, ct))!;
        var number = invoice.Number ?? "";
        var page = invoice.HostedUrl ?? "";
        await notices.Tell(
            company,
            [
                news == InvoiceNews.Paid
                    ? new PaymentReceiptMail(number, invoice.AmountPaid, invoice.Currency, invoice.PdfUrl ?? page)
                    : new PaymentFailedMail(number, invoice.AmountDue, invoice.Currency, page),
            ],
            ct);
    }

    private sealed class ByReferenceSpec : SingleResultSpecification<Invoice>
    {
        public ByReferenceSpec(string reference) => Query.Where(invoice => invoice.Reference == reference);
    }
}
