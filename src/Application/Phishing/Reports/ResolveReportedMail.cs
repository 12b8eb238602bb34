using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing.Reports;

namespace SecurityTraining.Application.Phishing.Reports;

/// <summary>Decides what a reported mail was; everybody who has reported it gets a mail that says so, in their language.</summary>
/// <param name="Answer">A text of one's own for the reporters, after the one that goes with the verdict.</param>
[RequirePermission(Permission.ManagePhishing)]
public sealed record ResolveReportedMailCommand(Guid Id, ReportVerdict Verdict, string? Answer = null) : ICommand<Success>;

internal sealed class ResolveReportedMailValidator : AbstractValidator<ResolveReportedMailCommand>
{
    public ResolveReportedMailValidator()
    {
        RuleFor(command => command.Verdict).IsInEnum();
        RuleFor(command => command.Answer).MaximumLength(ReportedMail.MaxAnswerLength);
    }
}

internal sealed class ResolveReportedMailHandler(IRepository<ReportedMail> mails, IWorkQueue queue, ICurrentUser me, TimeProvider clock)
    : ICommandHandler<ResolveReportedMailCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(ResolveReportedMailCommand request, CancellationToken cancellationToken)
    {
        if (await mails.GetByIdAsync(request.Id, cancellationToken) is not { } mail)
        {
            return ReportedMailErrors.NotFound;
        }

        queue.Enqueue(WorkKind.ReportAnswers, mail.Id, clock.GetUtcNow());
        return mail.Resolve(request.Verdict, request.Answer, me.RequireCallerId(), clock.GetUtcNow());
    }
}
