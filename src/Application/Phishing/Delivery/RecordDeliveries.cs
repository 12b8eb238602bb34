using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Delivery;

/// <summary>Writes down what became of some lures, together with the end of the work of sending them.</summary>
[PlatformScope]
[RetryOnConflict]
public sealed record RecordDeliveriesCommand(IReadOnlyList<LureDelivery> Deliveries) : ICommand<Success>;

/// <param name="Outcome">Null: a try has failed and another follows.</param>
/// <param name="WorkId">The item of the queue that is done with it.</param>
public sealed record LureDelivery(Guid WorkId, Guid RecipientId, DeliveryStatus? Outcome, string Reply);

internal sealed class RecordDeliveriesValidator : AbstractValidator<RecordDeliveriesCommand>
{
    public RecordDeliveriesValidator() => RuleFor(command => command.Deliveries).NotEmpty();
}

internal sealed class RecordDeliveriesHandler(IRepository<Recipient> recipients, IWorkQueue queue, TimeProvider clock)
    : ICommandHandler<RecordDeliveriesCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(RecordDeliveriesCommand request, CancellationToken cancellationToken)
    {
        var ids = request.Deliveries.Select(delivery => delivery.RecipientId).Distinct().ToList();
        var found = (await recipients.ListAsync(new IdsSpec<Recipient>(ids), cancellationToken)).ToDictionary(recipient => recipient.Id);
        var now = clock.GetUtcNow();
        foreach (var delivery in request.Deliveries)
        {
            if (found.GetValueOrDefault(delivery.RecipientId) is { } recipient)
            {
                Apply(recipient, delivery, now);
            }

            if (delivery.Outcome is not null)
            {
                queue.Finish(delivery.WorkId);
            }
        }

        return Result.Success;
    }

    private static void Apply(Recipient recipient, LureDelivery delivery, DateTimeOffset now)
    {
        switch (delivery.Outcome)
        {
            case DeliveryStatus.Sent:
                recipient.MarkSent(now);
                break;
            case DeliveryStatus.Failed:
                recipient.MarkFailed(delivery.Reply, now);
                break;
            case DeliveryStatus.Skipped:
                recipient.Skip(delivery.Reply, now);
                break;
            default:
                recipient.NoteReply(delivery.Reply);
                break;
        }
    }
}
