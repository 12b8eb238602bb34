using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Mailing.Campaigns;

/// <summary>Has a draft sent at its start.</summary>
/// <param name="StartsAt">Absent: the start that the draft names.</param>
[RequirePermission(Permission.ManageMailing)]
public sealed record ScheduleCampaignCommand(Guid Id, DateTimeOffset? StartsAt = null) : ICommand<Success>;

internal sealed class ScheduleCampaignValidator : AbstractValidator<ScheduleCampaignCommand>
{
    public ScheduleCampaignValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class ScheduleCampaignHandler(IRepository<Campaign> campaigns, CampaignStarter starter, IWorkQueue queue, TimeProvider clock)
    : ICommandHandler<ScheduleCampaignCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(ScheduleCampaignCommand request, CancellationToken cancellationToken)
    {
        if (await campaigns.GetByIdAsync(request.Id, cancellationToken) is not { } campaign)
        {
            return CampaignErrors.NotFound;
        }

        if ((request.StartsAt ?? campaign.Plan.StartsAt) is not { } startsAt)
        {
            return CampaignErrors.StartMissing.On("startsAt");
        }

        var scheduled = campaign.Schedule(startsAt, clock.GetUtcNow());
        if (scheduled.IsError)
        {
            return scheduled.Errors.On("startsAt");
        }

        // What would keep it from being sent is better said now than at night.
        if (await starter.Check(campaign, cancellationToken) is { IsError: true } refused)
        {
            return refused.Errors;
        }

        queue.Enqueue(WorkKind.CampaignStart, campaign.Id, startsAt, groupId: campaign.Id);
        return Result.Success;
    }
}
