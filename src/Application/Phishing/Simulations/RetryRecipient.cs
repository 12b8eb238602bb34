using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Simulations;

/// <summary>Has another try made for somebody whose mail has failed or was left out. A simulation that was over goes on for it.</summary>
[RequirePermission(Permission.ManagePhishing)]
[RetryOnConflict]
public sealed record RetryRecipientCommand(Guid SimulationId, Guid Id) : ICommand<Success>;

internal sealed class RetryRecipientValidator : AbstractValidator<RetryRecipientCommand>
{
    public RetryRecipientValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class RetryRecipientHandler(
    IRepository<Simulation> simulations, IRepository<Recipient> recipients, IWorkQueue queue, TimeProvider clock)
    : ICommandHandler<RetryRecipientCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(RetryRecipientCommand request, CancellationToken cancellationToken)
    {
        if (await recipients.SingleOrDefaultAsync(new RecipientOfSimulationSpec(request.SimulationId, request.Id), cancellationToken) is not { } recipient
            || await simulations.GetByIdAsync(request.SimulationId, cancellationToken) is not { } simulation)
        {
            return SimulationErrors.RecipientNotFound;
        }

        var now = clock.GetUtcNow();
        var wasOver = simulation.Status == SimulationStatus.Completed;
        if (simulation.TakeUpAgain(now) is { IsError: true } over)
        {
            return over.Errors;
        }

        if (recipient.Retry(now) is { IsError: true } refused)
        {
            return refused.Errors;
        }

        // Of this and the end of the simulation only one commits: otherwise the mail would wait for ever.
        simulations.Touch(simulation);
        queue.Replace(WorkKind.Lure, recipient.Id, now, simulation.Id);
        if (wasOver)
        {
            queue.Enqueue(WorkKind.SimulationCompletion, simulation.Id, now, groupId: simulation.Id);
        }

        return Result.Success;
    }
}
