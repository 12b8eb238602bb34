using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Pipeline;

namespace SecurityTraining.Application.Learning.Attempts;

/// <summary>Hands in what has been answered. Whoever repeats it gets the same result.</summary>
[RetryOnConflict]
[NotAudited]
[Authenticated]
[DespiteUnpaid]
public sealed record SubmitAttemptCommand(Guid Id) : ICommand<AttemptResultRow>;

internal sealed class SubmitAttemptHandler(AttemptGrading attempts, TimeProvider clock) : ICommandHandler<SubmitAttemptCommand, AttemptResultRow>
{
    public async Task<ErrorOr<AttemptResultRow>> Handle(SubmitAttemptCommand request, CancellationToken cancellationToken)
    {
        var found = await attempts.FindOwn(request.Id, cancellationToken);
        if (found.IsError)
        {
            return found.Errors;
        }

        return (await attempts.Submit(found.Value, clock.GetUtcNow(), cancellationToken)).Then(_ => AttemptResultRow.Of(found.Value));
    }
}
