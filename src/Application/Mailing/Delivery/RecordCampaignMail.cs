using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Mailing;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Mailing.Delivery;

/// <summary>Writes down what became of a mail of a campaign, together with the end of the work of sending it.</summary>
/// <param name="Outcome">Null: a try has failed and another follows.</param>
[PlatformScope]
[RetryOnConflict]
public sealed record RecordCampaignMailCommand(Guid WorkId, Guid MessageId, DeliveryStatus? Outcome, string Reply) : ICommand<Success>;

internal sealed class RecordCampaignMailValidator : AbstractValidator<RecordCampaignMailCommand>
{
    public RecordCampaignMailValidator() => RuleFor(command => command.Reply).NotNull();
}

internal sealed class RecordCampaignMailHandler(IRepository<CampaignMessage> messages, IWorkQueue queue, TimeProvider clock)
    : ICommandHandler<RecordCampaignMailCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(RecordCampaignMailCommand request, CancellationToken cancellationToken)
    {
        if (request.Outcome is not null)
        {
            queue.Finish(request.WorkId);
        }

        if (await messages.GetByIdAsync(request.MessageId, cancellationToken) is not { } message)
        {
            return Result.Success;
        }

        var now = clock.GetUtcNow();
        switch (request.Outcome)
        {
            case DeliveryStatus.Sent:
                message.MarkSent(now);
                break;
            case DeliveryStatus.Failed:
                message.MarkFailed(request.Reply, now);
                break;
            case DeliveryStatus.Skipped:
                message.Skip(request.Reply, now);
                break;
            default:
                message.NoteReply(request.Reply);
                break;
        }

        return Result.Success;
    }
}
