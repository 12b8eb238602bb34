using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Billing;

namespace SecurityTraining.Application.Billing.Events;

/// <summary>Stores an event of the payment provider, once, and has it worked off later. Its proof is the signature over the raw body.</summary>
[Public]
[NotAudited]
[RetryOnConflict]
public sealed record ReceiveBillingEventCommand(ReadOnlyMemory<byte> Body, string? Signature) : ICommand<ReceivedBillingEvent>
{
    /// <summary>Ten times as much as the provider's largest.</summary>
    public const int MaxBytes = 512 * 1024;

    public const int MaxSignatureLength = 4096;
}

/// <param name="Received">True: the provider need not send it again.</param>
public sealed record ReceivedBillingEvent(bool Received);

internal sealed class ReceiveBillingEventValidator : AbstractValidator<ReceiveBillingEventCommand>
{
    public ReceiveBillingEventValidator()
    {
        RuleFor(command => command.Body).Must(body => body.Length <= ReceiveBillingEventCommand.MaxBytes).WithMessage("Too long.");
        RuleFor(command => command.Signature).MaximumLength(ReceiveBillingEventCommand.MaxSignatureLength);
    }
}

internal sealed class ReceiveBillingEventHandler(
    IRepository<BillingEvent> events,
    IBillingSignatures signatures,
    IBillingDirectory directory,
    BillingEventKinds kinds,
    IWorkQueue queue,
    ITenant tenant,
    TimeProvider clock) : ICommandHandler<ReceiveBillingEventCommand, ReceivedBillingEvent>
{
    private static readonly ReceivedBillingEvent Received = new(Received: true);

    public async Task<ErrorOr<ReceivedBillingEvent>> Handle(ReceiveBillingEventCommand request, CancellationToken cancellationToken)
    {
        var read = signatures.Read(request.Body, request.Signature);
        if (read.IsError)
        {
            return read.Errors;
        }

        tenant.EnterControlPlane();
        var notice = read.Value;
        if (await events.AnyAsync(new ByReferenceSpec(notice.Reference), cancellationToken))
        {
            return Received;
        }

        var now = clock.GetUtcNow();
        var companyId = notice.CustomerReference is { } customer ? await directory.FindCompany(customer, cancellationToken) : null;
        var received = BillingEvent.Receive(notice, companyId, kinds.Knows(notice.Type), now);
        events.Add(received);
        if (received.Status == BillingEventStatus.Pending)
        {
            tenant.Enter(companyId!.Value);
            queue.Enqueue(WorkKind.BillingEvent, received.Id, now);
        }

        return Received;
    }

    private sealed class ByReferenceSpec : Specification<BillingEvent>
    {
        public ByReferenceSpec(string reference) => Query.Where(happened => happened.Reference == reference);
    }
}
