using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Analytics;
using SecurityTraining.Application.Automation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Verdicts;

/// <summary>Decides by hand who was behind one hit; results, figures and the person's score follow, and rules and partners hear of it.</summary>
/// <param name="Id">Of the simulation.</param>
[RetryOnConflict]
[RequirePermission(Permission.ManagePhishing)]
public sealed record ReclassifyHitCommand(Guid Id, Guid HitId, Verdict Verdict) : ICommand<Success>;

internal sealed class ReclassifyHitValidator : AbstractValidator<ReclassifyHitCommand>
{
    public ReclassifyHitValidator() => RuleFor(command => command.Verdict).IsInEnum();
}

internal sealed class ReclassifyHitHandler(
    IRepository<Simulation> simulations, IRepository<Recipient> recipients, RiskCorrections risks, CorrectedVerdicts verdicts)
    : ICommandHandler<ReclassifyHitCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(ReclassifyHitCommand request, CancellationToken cancellationToken)
    {
        if (await simulations.GetByIdAsync(request.Id, cancellationToken) is null)
        {
            return SimulationErrors.NotFound;
        }

        var owner = await recipients.SingleOrDefaultAsync(new RecipientOfHitSpec(request.Id, request.HitId), cancellationToken);
        if (owner?.Events.FirstOrDefault(line => line.Id == request.HitId) is not { IsHit: true } hit)
        {
            return VerdictRuleErrors.HitNotFound;
        }

        VerdictReason[] reasons = hit.IsDecidedByHand ? [.. hit.Reasons] : [.. hit.Reasons, VerdictReason.ByHand];
        var before = CorrectedVerdicts.Before(owner);
        if (owner.Rejudge(line => line == hit ? new Judgement(request.Verdict, reasons) : null) > 0)
        {
            await risks.Follow([owner], cancellationToken);
            await verdicts.Follow([before], cancellationToken);
        }

        return Result.Success;
    }

    private sealed class RecipientOfHitSpec : SingleResultSpecification<Recipient>
    {
        public RecipientOfHitSpec(Guid simulationId, Guid hitId) => Query
            .Where(recipient => recipient.SimulationId == simulationId && recipient.Events.Any(line => line.Id == hitId))
            .Include(recipient => recipient.Events);
    }
}
