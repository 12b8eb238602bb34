using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Mailing.Preferences;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Mailing.Delivery;

public enum MailFeedback
{
    /// <summary>A mail server has given the mail back after it had taken it.</summary>
    Bounced,

    /// <summary>The person has called it spam: they get no more campaigns.</summary>
    Complained,
}

/// <summary>What a mail provider tells of a mail of a campaign afterwards: a bounce, or a complaint from a feedback loop (RFC 5965).</summary>
/// <param name="MessageId">The mail's Message-ID, with or without angle brackets.</param>
/// <param name="Reason">What the mail server said.</param>
[RequirePermission(Permission.ManageMailing)]
[RetryOnConflict]
[DespiteUnpaid]
public sealed record ReportMailEventCommand(string MessageId, MailFeedback Kind, string? Reason = null) : ICommand<Success>;

internal sealed class ReportMailEventValidator : AbstractValidator<ReportMailEventCommand>
{
    public ReportMailEventValidator()
    {
        RuleFor(command => command.MessageId).NotEmpty().MaximumLength(1000);
        RuleFor(command => command.Kind).IsInEnum();
        RuleFor(command => command.Reason).MaximumLength(CampaignMessage.MaxReplyLength);
    }
}

internal sealed class ReportMailEventHandler(IRepository<CampaignMessage> messages, PreferenceBook preferences, TimeProvider clock)
    : ICommandHandler<ReportMailEventCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(ReportMailEventCommand request, CancellationToken cancellationToken)
    {
        var localPart = request.MessageId.Trim().Trim('<', '>').Split('@')[0];
        if (!Guid.TryParseExact(localPart, "N", out var trackingId)
            || await messages.SingleOrDefaultAsync(new MessageByTrackingIdSpec(trackingId), cancellationToken) is not { } message)
        {
            return CampaignErrors.MessageNotFound;
        }

        var now = clock.GetUtcNow();
        if (request.Kind == MailFeedback.Bounced)
        {
            message.RecordBounce(request.Reason ?? "Bounced.", now);
            return Result.Success;
        }

        message.RecordComplaint(now);
        if (await preferences.Of(message.UserId, cancellationToken) is { } wishes)
        {
            foreach (var category in Enum.GetValues<MailCategory>())
            {
                wishes.Set(category, isWanted: false, now);
            }
        }

        return Result.Success;
    }
}
