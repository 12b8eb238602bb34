using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Simulations;

/// <summary>Removes a draft.</summary>
[RequirePermission(Permission.ManagePhishing)]
public sealed record DeleteSimulationCommand(Guid Id) : ICommand<Deleted>;

internal sealed class DeleteSimulationValidator : AbstractValidator<DeleteSimulationCommand>
{
    public DeleteSimulationValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class DeleteSimulationHandler(IRepository<Simulation> simulations) : ICommandHandler<DeleteSimulationCommand, Deleted>
{
    public async Task<ErrorOr<Deleted>> Handle(DeleteSimulationCommand request, CancellationToken cancellationToken)
    {
        if (await simulations.GetByIdAsync(request.Id, cancellationToken) is not { } simulation)
        {
            return SimulationErrors.NotFound;
        }

        if (simulation.CheckDeletable() is { IsError: true } refused)
        {
            return refused.Errors;
        }

        simulations.Remove(simulation);
        return Result.Deleted;
    }
}
