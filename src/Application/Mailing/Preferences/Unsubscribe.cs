using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Mailing.Preferences;

/// <summary>
/// By the link of a mail: ends the news that it brought (one click, RFC 8058), or says of every category whether it is wanted. The link is
/// the proof: nobody but the owner of the mailbox has it.
/// </summary>
/// <param name="Wanted">All that is wanted from now on; absent: all but the category of the mail.</param>
[Public]
[NotAudited]
[RetryOnConflict]
public sealed record UnsubscribeCommand(string Token, IReadOnlyList<MailCategory>? Wanted = null) : ICommand<Success>;

internal sealed class UnsubscribeValidator : AbstractValidator<UnsubscribeCommand>
{
    public UnsubscribeValidator()
    {
        RuleFor(command => command.Token).NotEmpty().MaximumLength(200);
        RuleForEach(command => command.Wanted).IsInEnum();
    }
}

internal sealed class UnsubscribeHandler(UnsubscribeLinks links, PreferenceBook preferences, TimeProvider clock)
    : ICommandHandler<UnsubscribeCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(UnsubscribeCommand request, CancellationToken cancellationToken)
    {
        var opened = await links.Open(request.Token, cancellationToken);
        if (opened.IsError)
        {
            return opened.Errors;
        }

        // Whoever has been erased gets nothing any more, so there is nothing to do for them.
        var (message, category) = opened.Value;
        if (await preferences.Of(message.UserId, cancellationToken) is not { } wishes)
        {
            return Result.Success;
        }

        var now = clock.GetUtcNow();
        foreach (var known in Enum.GetValues<MailCategory>().Where(known => request.Wanted is not null || known == category))
        {
            wishes.Set(known, request.Wanted?.Contains(known) == true, now);
        }

        if (!wishes.Wants(category))
        {
            message.RecordUnsubscribe(now);
        }

        return Result.Success;
    }
}
