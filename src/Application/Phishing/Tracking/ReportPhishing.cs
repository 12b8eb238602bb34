using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Tracking;

/// <summary>
/// The report button: somebody says that a mail looks suspicious. People report what they got themselves; administrators, and the mail
/// add-ins that they run, report for anybody in the company.
/// </summary>
/// <param name="MessageId">The mail's Message-ID, with or without angle brackets.</param>
/// <param name="Token">Instead of it: the token, or the whole address, of any link in the mail.</param>
[RequirePermission(Permission.ReportPhishing)]
[RetryOnConflict]
public sealed record ReportPhishingCommand(string? MessageId = null, string? Token = null) : ICommand<PhishingReport>;

/// <param name="Simulation">It was one of the company's own tests: well done.</param>
public sealed record PhishingReport(bool Simulation, Guid SimulationId, DateTimeOffset ReportedAt);

internal sealed class ReportPhishingValidator : AbstractValidator<ReportPhishingCommand>
{
    private const int MaxLength = 2000;

    public ReportPhishingValidator()
    {
        RuleFor(command => command.MessageId).MaximumLength(MaxLength);
        RuleFor(command => command.Token).MaximumLength(MaxLength);
        RuleFor(command => command.MessageId).NotEmpty().When(command => string.IsNullOrEmpty(command.Token))
            .WithMessage("Name the mail by its messageId, or by the token of a link in it.");
    }
}

internal sealed class ReportPhishingHandler(
    IRepository<Recipient> recipients, ITrackingTokens tokens, ICurrentUser me, TimeProvider clock)
    : ICommandHandler<ReportPhishingCommand, PhishingReport>
{
    public async Task<ErrorOr<PhishingReport>> Handle(ReportPhishingCommand request, CancellationToken cancellationToken)
    {
        if (FindTrackingId(request) is not { } trackingId
            || await recipients.SingleOrDefaultAsync(new RecipientByTrackingIdSpec(trackingId), cancellationToken) is not { } recipient
            || !(me.UserId is null || recipient.UserId == me.UserId || me.Has(Permission.ManagePhishing)))
        {
            return SimulationErrors.ReportUnknown;
        }

        var now = clock.GetUtcNow();
        recipient.Record(new Hit(SimulationEventKind.Reported, now, Verdict.Human, Client: null));
        return new PhishingReport(Simulation: true, recipient.SimulationId, recipient.ReportedAt ?? now);
    }

    private Guid? FindTrackingId(ReportPhishingCommand request)
    {
        if (request.Token is { Length: > 0 } text)
        {
            var target = text.Split('/', '?', '#')
                .Select(part => tokens.Read(TrackingPurpose.Link, part) ?? tokens.Read(TrackingPurpose.Open, part))
                .FirstOrDefault(found => found is not null);
            return target is not null && target.CompanyId == me.CompanyId ? target.TrackingId : null;
        }

        var localPart = request.MessageId!.Trim().Trim('<', '>').Split('@')[0];
        return Guid.TryParseExact(localPart, "N", out var trackingId) ? trackingId : null;
    }
}

internal sealed class RecipientByTrackingIdSpec : SingleResultSpecification<Recipient>
{
    public RecipientByTrackingIdSpec(Guid trackingId) => Query.Where(recipient => recipient.TrackingId == trackingId);
}
