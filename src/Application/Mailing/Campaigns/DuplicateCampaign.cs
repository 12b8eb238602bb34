using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Mailing.Campaigns;

/// <summary>Drafts a campaign like an earlier one, whatever has become of that.</summary>
/// <param name="Name">Absent: the earlier one's, marked as a copy.</param>
[RequirePermission(Permission.ManageMailing)]
public sealed record DuplicateCampaignCommand(Guid Id, string? Name = null) : ICommand<Guid>;

internal sealed class DuplicateCampaignValidator : AbstractValidator<DuplicateCampaignCommand>
{
    public DuplicateCampaignValidator() => RuleFor(command => command.Name).MaximumLength(Campaign.MaxNameLength);
}

internal sealed class DuplicateCampaignHandler(IRepository<Campaign> campaigns, TimeProvider clock) : ICommandHandler<DuplicateCampaignCommand, Guid>
{
    private const string Mark = " (2)";

    public async Task<ErrorOr<Guid>> Handle(DuplicateCampaignCommand request, CancellationToken cancellationToken)
    {
        if (await campaigns.GetByIdAsync(request.Id, cancellationToken) is not { } campaign)
        {
            return CampaignErrors.NotFound;
        }

        var original = campaign.Plan.Name;
        var kept = original[..Math.Min(original.Length, Campaign.MaxNameLength - Mark.Length)];
        var copy = campaign.Duplicate(string.IsNullOrWhiteSpace(request.Name) ? kept + Mark : request.Name.Trim(), clock.GetUtcNow());
        campaigns.Add(copy);
        return copy.Id;
    }
}
