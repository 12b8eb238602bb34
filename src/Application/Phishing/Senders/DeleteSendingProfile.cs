using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Senders;

/// <summary>Removes a profile with its secrets, unless a simulation that has not ended names it.</summary>
[RequirePermission(Permission.ManagePhishing)]
public sealed record DeleteSendingProfileCommand(Guid Id) : ICommand<Deleted>;

internal sealed class DeleteSendingProfileValidator : AbstractValidator<DeleteSendingProfileCommand>
{
    public DeleteSendingProfileValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class DeleteSendingProfileHandler(IRepository<SendingProfile> profiles, IRepository<Simulation> simulations)
    : ICommandHandler<DeleteSendingProfileCommand, Deleted>
{
    public async Task<ErrorOr<Deleted>> Handle(DeleteSendingProfileCommand request, CancellationToken cancellationToken)
    {
        if (await profiles.GetByIdAsync(request.Id, cancellationToken) is not { } profile)
        {
            return SendingProfileErrors.NotFound;
        }

        if (await simulations.AnyAsync(new UnendedByProfileSpec(profile.Id), cancellationToken))
        {
            return SendingProfileErrors.InUse;
        }

        profiles.Remove(profile);
        return Result.Deleted;
    }
}

internal sealed class UnendedByProfileSpec : Specification<Simulation>
{
    public UnendedByProfileSpec(Guid profileId) => Query.Where(simulation =>
        simulation.Plan.SendingProfileId == profileId
        && simulation.Status != SimulationStatus.Completed
        && simulation.Status != SimulationStatus.Cancelled);
}
