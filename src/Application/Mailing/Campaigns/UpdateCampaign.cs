using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Phishing.Simulations;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Mailing.Campaigns;

/// <summary>Changes the members that are given, as long as the campaign is a draft.</summary>
[RequirePermission(Permission.ManageMailing)]
public sealed record UpdateCampaignCommand(Guid Id, CampaignChanges Changes) : ICommand<Success>;

/// <summary>The members of <see cref="CampaignInput"/>; those that are absent stay as they are.</summary>
public sealed record CampaignChanges(
    Optional<string> Name = default,
    Optional<Guid> TemplateId = default,
    Optional<SimulationRecipients> Recipients = default,
    Optional<DateTimeOffset?> StartsAt = default,
    Optional<string?> SenderName = default,
    Optional<string?> SenderAddress = default,
    Optional<SubjectTestInput?> SubjectTest = default)
{
    internal CampaignInput Over(Campaign campaign) => new(
        Name.Or(campaign.Plan.Name),
        TemplateId.Or(campaign.Plan.TemplateId),
        Recipients.Or(SimulationRecipients.Of(campaign.Plan.Audience)),
        StartsAt.Or(campaign.Plan.StartsAt),
        SenderName.Or(campaign.Plan.SenderName),
        SenderAddress.Or(campaign.Plan.SenderAddress),
        SubjectTest.Or(SubjectTestInput.Of(campaign.Test)));
}

internal sealed class UpdateCampaignValidator : AbstractValidator<UpdateCampaignCommand>
{
    public UpdateCampaignValidator() => RuleFor(command => command.Changes).NotNull();
}

internal sealed class UpdateCampaignHandler(IRepository<Campaign> campaigns, CampaignReferences references, IValidator<CampaignInput> validator)
    : ICommandHandler<UpdateCampaignCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(UpdateCampaignCommand request, CancellationToken cancellationToken)
    {
        if (await campaigns.GetByIdAsync(request.Id, cancellationToken) is not { } campaign)
        {
            return CampaignErrors.NotFound;
        }

        // Only together with what stays can it be said whether a change makes sense.
        var input = request.Changes.Over(campaign);
        if (validator.Validate(input) is { IsValid: false } invalid)
        {
            return invalid.Errors.ConvertAll(failure => ValidationErrors.For(failure.PropertyName, failure.ErrorMessage));
        }

        if (await references.Check(input.Plan, input.Test, cancellationToken) is { Count: > 0 } errors)
        {
            return errors;
        }

        return campaign.Change(input.Plan, input.Test);
    }
}
