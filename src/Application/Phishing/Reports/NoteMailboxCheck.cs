using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Phishing.Reports;

namespace SecurityTraining.Application.Phishing.Reports;

/// <summary>How the last look into the mailbox went, for administrators to see.</summary>
[PlatformScope]
[RetryOnConflict]
public sealed record NoteMailboxCheckCommand(Guid Id, string? Error) : ICommand<Success>;

internal sealed class NoteMailboxCheckValidator : AbstractValidator<NoteMailboxCheckCommand>
{
    public NoteMailboxCheckValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class NoteMailboxCheckHandler(IRepository<ReportMailbox> mailboxes, TimeProvider clock) : ICommandHandler<NoteMailboxCheckCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(NoteMailboxCheckCommand request, CancellationToken cancellationToken)
    {
        if (await mailboxes.GetByIdAsync(request.Id, cancellationToken) is { } mailbox)
        {
            mailbox.NoteCheck(request.Error, clock.GetUtcNow());
        }

        return Result.Success;
    }
}
