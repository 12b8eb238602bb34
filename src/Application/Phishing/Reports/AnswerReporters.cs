using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing.Reports;

namespace SecurityTraining.Application.Phishing.Reports;

/// <summary>Writes to a portion of those who have reported a resolved mail, each of them once.</summary>
[PlatformScope]
[RetryOnConflict]
public sealed record AnswerReportersCommand(Guid Id) : ICommand<int>
{
    public const int Portion = 200;
}

internal sealed class AnswerReportersValidator : AbstractValidator<AnswerReportersCommand>
{
    public AnswerReportersValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class AnswerReportersHandler(
    IRepository<ReportedMail> mails,
    IRepository<MailReport> reports,
    IRepository<User> users,
    IRepository<Company> companies,
    IMailOutbox outbox,
    TimeProvider clock) : ICommandHandler<AnswerReportersCommand, int>
{
    public async Task<ErrorOr<int>> Handle(AnswerReportersCommand request, CancellationToken cancellationToken)
    {
        if (await mails.GetByIdAsync(request.Id, cancellationToken) is not { Verdict: { } verdict } mail
            || await companies.GetByIdAsync(mail.CompanyId, cancellationToken) is not { } company)
        {
            return 0;
        }

        var waiting = await reports.ListAsync(new WaitingSpec(mail.Id), cancellationToken);
        var people = (await users.ListAsync(new IdsSpec<User>([.. waiting.Select(report => report.ReporterId).OfType<Guid>()]), cancellationToken))
            .ToDictionary(user => user.Id);
        foreach (var report in waiting)
        {
            report.MarkAnswered(clock.GetUtcNow());
            if (report.ReporterId is { } id && people.GetValueOrDefault(id) is { Status: UserStatus.Active } reporter)
            {
                outbox.Send(reporter, new ReportAnswerMail(verdict, mail.Subject, mail.Answer), company.Language);
            }
        }

        return waiting.Count;
    }

    private sealed class WaitingSpec : Specification<MailReport>
    {
        public WaitingSpec(Guid mailId) => Query
            .Where(report => report.ReportedMailId == mailId && report.AnsweredAt == null && report.ReporterId != null)
            .OrderBy(report => report.Id)
            .Take(AnswerReportersCommand.Portion);
    }
}

internal sealed class ReportAnswerWorker(ICompanyScope companies) : IWorkHandler
{
    public WorkKind Kind => WorkKind.ReportAnswers;

    public async Task<WorkOutcome> Handle(WorkItem item, CancellationToken ct)
    {
        var answered = await companies.Send(item.CompanyId, new AnswerReportersCommand(item.SubjectId), ct);
        return answered.IsError ? WorkOutcome.Failed(answered.FirstError.Code)
            : answered.Value == AnswerReportersCommand.Portion ? WorkOutcome.Again(TimeSpan.Zero)
            : WorkOutcome.Done;
    }
}
