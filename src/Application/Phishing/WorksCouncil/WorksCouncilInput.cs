using FluentValidation;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Domain.Phishing.WorksCouncil;

namespace SecurityTraining.Application.Phishing.WorksCouncil;

/// <summary>What has been agreed on with a works council.</summary>
/// <param name="SmallestGroup">3 to 100: each figure is about at least so many people who did it and as many who did not.</param>
/// <param name="CollectDays">1 to 90, after the last mail.</param>
/// <param name="UnmaskDays">0 to 30, after the results have been closed; 0: nobody ever finds out who is behind a pseudonym.</param>
public sealed record WorksCouncilInput(
    int SmallestGroup = WorksCouncilTerms.DefaultSmallestGroup,
    int CollectDays = WorksCouncilTerms.DefaultCollectDays,
    int UnmaskDays = WorksCouncilTerms.DefaultUnmaskDays)
{
    internal WorksCouncilTerms Terms => new(SmallestGroup, CollectDays, UnmaskDays);
}

internal sealed class WorksCouncilInputValidator : AbstractValidator<WorksCouncilInput>
{
    public WorksCouncilInputValidator()
    {
        RuleFor(input => input.SmallestGroup).InclusiveBetween(WorksCouncilTerms.MinSmallestGroup, WorksCouncilTerms.MaxSmallestGroup);
        RuleFor(input => input.CollectDays).InclusiveBetween(1, WorksCouncilTerms.MaxCollectDays);
        RuleFor(input => input.UnmaskDays).InclusiveBetween(0, WorksCouncilTerms.MaxUnmaskDays);
    }
}

/// <summary>The simulation, if it is in works-council mode.</summary>
internal sealed class PseudonymousSimulationSpec : Specification<Simulation>
{
    public PseudonymousSimulationSpec(Guid id) => Query.Where(simulation => simulation.Id == id && simulation.WorksCouncil != null);
}
