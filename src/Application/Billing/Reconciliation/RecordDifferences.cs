using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Billing;

namespace SecurityTraining.Application.Billing.Reconciliation;

/// <summary>Writes down what a comparison has found; what was open before and has not been found again is mended.</summary>
/// <param name="Mended">Those of them that have been asked for again successfully.</param>
/// <param name="IsComplete">Everything has been compared.</param>
[PlatformScope]
[RetryOnConflict]
public sealed record RecordDifferencesCommand(IReadOnlyList<FoundDifference> Found, IReadOnlyList<string> Mended, bool IsComplete) : ICommand<Success>
{
    /// <summary>More than anybody reads; there is a bug then, not a list.</summary>
    public const int MaxFound = 1000;
}

internal sealed class RecordDifferencesValidator : AbstractValidator<RecordDifferencesCommand>
{
    public RecordDifferencesValidator() =>
        RuleFor(command => command.Found).Must(found => found.Count <= RecordDifferencesCommand.MaxFound).WithMessage("Too many.");
}

internal sealed class RecordDifferencesHandler(IRepository<BillingDifference> differences, TimeProvider clock)
    : ICommandHandler<RecordDifferencesCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(RecordDifferencesCommand request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var open = (await differences.ListAsync(new OpenSpec(), cancellationToken)).ToDictionary(difference => (difference.Kind, difference.Reference));
        foreach (var found in request.Found.DistinctBy(found => (found.Kind, found.Reference)))
        {
            if (open.Remove((found.Kind, found.Reference), out var known))
            {
                known.SeeAgain(now);
            }
            else
            {
                known = BillingDifference.Find(found.Kind, found.Reference, found.CompanyId, found.Ours, found.Theirs, now);
                differences.Add(known);
            }

            if (found.Kind == BillingDifferenceKind.Subscription && request.Mended.Contains(found.Reference, StringComparer.Ordinal))
            {
                known.Mend(now);
            }
        }

        foreach (var gone in open.Values.Where(_ => request.IsComplete))
        {
            gone.Mend(now);
        }

        return Result.Success;
    }

    private sealed class OpenSpec : Specification<BillingDifference>
    {
        public OpenSpec() => Query.Where(difference => difference.MendedAt == null).OrderBy(difference => difference.Id).Take(2 * RecordDifferencesCommand.MaxFound);
    }
}
