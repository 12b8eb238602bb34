using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Billing;

namespace SecurityTraining.Application.Billing;

/// <summary>Takes over what the payment provider says of one payment at this moment.</summary>
[PlatformScope]
[RetryOnConflict(AsksProvider = true)]
public sealed record SynchronisePaymentCommand(Guid CompanyId, string Reference) : ICommand<Success>;

internal sealed class SynchronisePaymentValidator : AbstractValidator<SynchronisePaymentCommand>
{
    public SynchronisePaymentValidator() => RuleFor(command => command.Reference).NotEmpty().MaximumLength(Subscription.MaxReferenceLength);
}

internal sealed class SynchronisePaymentHandler(
    IRepository<Payment> payments, SubscriptionBook book, IProviderRecords records, TimeProvider clock)
    : ICommandHandler<SynchronisePaymentCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(SynchronisePaymentCommand request, CancellationToken cancellationToken)
    {
        var payment = await payments.SingleOrDefaultAsync(new ByReferenceSpec(request.Reference), cancellationToken);
        var asked = await records.Payment(request.Reference, cancellationToken);
        if (asked.IsError)
        {
            return asked.FirstError == BillingErrors.Unknown ? Result.Success : asked.Errors;
        }

        if (!await book.IsOf(request.CompanyId, asked.Value.CustomerReference, cancellationToken))
        {
            return Result.Success;
        }

        if (payment is null)
        {
            payment = Payment.Mirror(request.CompanyId, request.Reference, clock.GetUtcNow());
            payments.Add(payment);
        }

        payment.Apply(asked.Value);
        return Result.Success;
    }

    private sealed class ByReferenceSpec : SingleResultSpecification<Payment>
    {
        public ByReferenceSpec(string reference) => Query.Where(payment => payment.Reference == reference);
    }
}
