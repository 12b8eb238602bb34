using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Domain.Phishing.WorksCouncil;

namespace SecurityTraining.Application.Phishing.WorksCouncil;

/// <summary>Asks who is behind a pseudonym. Somebody else has to agree, within the time that the simulation leaves for it.</summary>
/// <param name="Id">Of the simulation.</param>
/// <param name="Reason">Stays for good, so it should name nobody.</param>
[RequirePermission(Permission.ManagePhishing)]
public sealed record RequestUnmaskingCommand(Guid Id, Guid Pseudonym, string Reason) : ICommand<Guid>;

internal sealed class RequestUnmaskingValidator : AbstractValidator<RequestUnmaskingCommand>
{
    public RequestUnmaskingValidator()
    {
        RuleFor(command => command.Pseudonym).NotEmpty();
        RuleFor(command => command.Reason).NotEmpty().MaximumLength(Unmasking.MaxReasonLength);
    }
}

internal sealed class RequestUnmaskingHandler(
    IRepository<Simulation> simulations,
    IReader<PseudonymousResult> results,
    IRepository<Unmasking> unmaskings,
    IRepository<User> users,
    ICurrentUser me,
    TimeProvider clock)
    : ICommandHandler<RequestUnmaskingCommand, Guid>
{
    public async Task<ErrorOr<Guid>> Handle(RequestUnmaskingCommand request, CancellationToken cancellationToken)
    {
        if (await simulations.GetByIdAsync(request.Id, cancellationToken) is not { } simulation)
        {
            return SimulationErrors.NotFound;
        }

        if (me.UserId is not { } userId || await users.GetByIdAsync(userId, cancellationToken) is not { } user)
        {
            return WorksCouncilErrors.OnlyForPeople;
        }

        if (simulation.CheckUnmasker(user) is { IsError: true } tooNew)
        {
            return tooNew.Errors;
        }

        var unmasking = Unmasking.Request(simulation, request.Pseudonym, request.Reason, userId, clock.GetUtcNow());
        if (unmasking.IsError)
        {
            return unmasking.Errors;
        }

        if (await results.CountAsync(new ResultSpec(simulation.Id, request.Pseudonym), cancellationToken) == 0)
        {
            return WorksCouncilErrors.PseudonymUnknown;
        }

        unmaskings.Add(unmasking.Value);
        return unmasking.Value.Id;
    }

    private sealed class ResultSpec : Specification<PseudonymousResult>
    {
        public ResultSpec(Guid simulationId, Guid pseudonym) => Query.Where(result => result.SimulationId == simulationId && result.Id == pseudonym);
    }
}
