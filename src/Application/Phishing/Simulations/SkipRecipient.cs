using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Simulations;

/// <summary>Leaves somebody out whose mail has not gone out yet; one that is under way at this moment still counts as sent.</summary>
[RequirePermission(Permission.ManagePhishing)]
[RetryOnConflict]
public sealed record SkipRecipientCommand(Guid SimulationId, Guid Id) : ICommand<Success>;

internal sealed class SkipRecipientValidator : AbstractValidator<SkipRecipientCommand>
{
    public SkipRecipientValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class SkipRecipientHandler(IRepository<Recipient> recipients, TimeProvider clock) : ICommandHandler<SkipRecipientCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(SkipRecipientCommand request, CancellationToken cancellationToken)
    {
        if (await recipients.SingleOrDefaultAsync(new RecipientOfSimulationSpec(request.SimulationId, request.Id), cancellationToken) is not { } recipient)
        {
            return SimulationErrors.RecipientNotFound;
        }

        if (recipient.Delivery != DeliveryStatus.Pending)
        {
            return SimulationErrors.NothingToSkip;
        }

        recipient.Skip("Left out by an administrator.", clock.GetUtcNow());
        return Result.Success;
    }
}

internal sealed class RecipientOfSimulationSpec : SingleResultSpecification<Recipient>
{
    public RecipientOfSimulationSpec(Guid simulationId, Guid id) =>
        Query.Where(recipient => recipient.SimulationId == simulationId && recipient.Id == id);
}
