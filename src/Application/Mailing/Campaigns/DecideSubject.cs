using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Mailing.Campaigns;

/// <summary>Says which of the two subjects those get who have waited for it, whatever the numbers are.</summary>
[RequirePermission(Permission.ManageMailing)]
[RetryOnConflict]
public sealed record DecideSubjectCommand(Guid Id, SubjectVariant Variant) : ICommand<Success>;

internal sealed class DecideSubjectValidator : AbstractValidator<DecideSubjectCommand>
{
    public DecideSubjectValidator() => RuleFor(command => command.Variant).IsInEnum();
}

internal sealed class DecideSubjectHandler(IRepository<Campaign> campaigns, IWorkQueue queue, TimeProvider clock)
    : ICommandHandler<DecideSubjectCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(DecideSubjectCommand request, CancellationToken cancellationToken)
    {
        if (await campaigns.GetByIdAsync(request.Id, cancellationToken) is not { } campaign)
        {
            return CampaignErrors.NotFound;
        }

        var now = clock.GetUtcNow();
        return campaign.Decide(request.Variant, now)
            .ThenDo(_ => queue.Enqueue(WorkKind.CampaignRelease, campaign.Id, now, groupId: campaign.Id));
    }
}
