using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Mailing.Campaigns;

/// <summary>Drafts a campaign. Nothing is sent before it is scheduled or sent.</summary>
[RequirePermission(Permission.ManageMailing)]
public sealed record CreateCampaignCommand(CampaignInput Campaign) : ICommand<Guid>;

internal sealed class CreateCampaignValidator : AbstractValidator<CreateCampaignCommand>
{
    public CreateCampaignValidator() => RuleFor(command => command.Campaign).SetValidator(new CampaignInputValidator()).OverridePropertyName("");
}

internal sealed class CreateCampaignHandler(
    IRepository<Campaign> campaigns, CampaignReferences references, ICurrentUser me, TimeProvider clock) : ICommandHandler<CreateCampaignCommand, Guid>
{
    public async Task<ErrorOr<Guid>> Handle(CreateCampaignCommand request, CancellationToken cancellationToken)
    {
        var (plan, test) = (request.Campaign.Plan, request.Campaign.Test);
        if (await references.Check(plan, test, cancellationToken) is { Count: > 0 } errors)
        {
            return errors;
        }

        var campaign = Campaign.Draft(me.RequireCompanyId(), plan, test, clock.GetUtcNow());
        campaigns.Add(campaign);
        return campaign.Id;
    }
}
