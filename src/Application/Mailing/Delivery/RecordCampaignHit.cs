using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Settings;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Mailing;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Mailing.Delivery;

/// <summary>Writes down that a mail of a campaign was opened, or that one of its links was followed.</summary>
/// <param name="Token">Of the picture or of the link.</param>
/// <param name="IsOpening">Asked for as the picture.</param>
[Public]
[NotAudited]
[RetryOnConflict]
public sealed record RecordCampaignHitCommand(string Token, bool IsOpening, HitEvidence Evidence) : ICommand<CampaignHit>;

/// <param name="Destination">Where the link leads; null for an opening.</param>
public sealed record CampaignHit(string? Destination);

internal sealed class RecordCampaignHitValidator : AbstractValidator<RecordCampaignHitCommand>
{
    public RecordCampaignHitValidator()
    {
        RuleFor(command => command.Token).NotEmpty().MaximumLength(200);
        RuleFor(command => command.Evidence).NotNull();
    }
}

internal sealed class RecordCampaignHitHandler(
    IRepository<CampaignMessage> messages, IRepository<Campaign> campaigns, ITrackingTokens tokens, ITenant tenant, PhishingOptions options)
    : ICommandHandler<RecordCampaignHitCommand, CampaignHit>
{
    private readonly HitJudge _judge = new(TimeSpan.FromSeconds(options.ScannerWindowSeconds));

    public async Task<ErrorOr<CampaignHit>> Handle(RecordCampaignHitCommand request, CancellationToken cancellationToken)
    {
        var purpose = request.IsOpening ? TrackingPurpose.CampaignOpen : TrackingPurpose.CampaignLink;
        if (tokens.Read(purpose, request.Token) is not { } target)
        {
            return CampaignErrors.LinkUnknown;
        }

        tenant.Enter(target.CompanyId);
        int? number = request.IsOpening ? null : CampaignLinks.NumberOf(target.TrackingId);
        var message = await messages.SingleOrDefaultAsync(
            new MessageByTrackingIdSpec(CampaignLinks.WithoutNumber(target.TrackingId)), cancellationToken);
        if (message is null
            || await campaigns.SingleOrDefaultAsync(new UntrackedCampaignSpec(message.CampaignId), cancellationToken) is not { } campaign)
        {
            return CampaignErrors.LinkUnknown;
        }

        if (request.Evidence.At - campaign.StartedAt <= Campaign.CollectionPeriod)
        {
            var kind = request.IsOpening ? SimulationEventKind.Opened : SimulationEventKind.Clicked;
            var judgement = _judge.Judge(request.Evidence, new HitContext(message.SentAt) { Kind = kind });
            message.Record(number, request.Evidence.At, judgement.Verdict, request.Evidence.ClientFamily);
        }

        return number is null ? new CampaignHit(Destination: null) : Destination(campaign, message, number.Value);
    }

    private static ErrorOr<CampaignHit> Destination(Campaign campaign, CampaignMessage message, int number)
    {
        var links = campaign.Editions.Single(edition => edition.Id == message.EditionId).Links;
        if (number < 1 || number > links.Count)
        {
            return CampaignErrors.LinkUnknown;
        }

        var address = MergeTemplate.Parse(links[number - 1], CampaignFields.Resolve).Render(message.MergeValues, Uri.EscapeDataString);
        return new CampaignHit(address);
    }

    private sealed class UntrackedCampaignSpec : SingleResultSpecification<Campaign>
    {
        public UntrackedCampaignSpec(Guid id) =>
            Query.Where(campaign => campaign.Id == id).Include(campaign => campaign.Editions).AsNoTracking();
    }
}

internal sealed class MessageByTrackingIdSpec : SingleResultSpecification<CampaignMessage>
{
    public MessageByTrackingIdSpec(Guid trackingId) => Query.Where(message => message.TrackingId == trackingId);
}
