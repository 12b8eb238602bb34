using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Application.Phishing.Tracking;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing.Reports;

namespace SecurityTraining.Application.Phishing.Reports;

/// <summary>
/// One message of the report mailbox: the mail in it is reported by whoever has forwarded it, if that is somebody of the company. What
/// strangers and machines send is passed over. Taken once, however often it is tried.
/// </summary>
/// <param name="Mime">Null: the message is gone or too large.</param>
/// <remarks>Not audited: a case says who has reported it, and an entry for each message would tell when somebody has reported a simulation.</remarks>
[PlatformScope]
[NotAudited]
[RetryOnConflict]
public sealed record TakeMailboxMessageCommand(Guid Id, long UidValidity, long Uid, ReadOnlyMemory<byte>? Mime) : ICommand<Success>;

internal sealed class TakeMailboxMessageValidator : AbstractValidator<TakeMailboxMessageCommand>
{
    public TakeMailboxMessageValidator() => RuleFor(command => command.Uid).GreaterThan(0);
}

internal sealed class TakeMailboxMessageHandler(
    IRepository<ReportMailbox> mailboxes,
    IRepository<User> users,
    IRepository<Company> companies,
    MailReports reports,
    IMailReader reader,
    IMailOutbox outbox) : ICommandHandler<TakeMailboxMessageCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(TakeMailboxMessageCommand request, CancellationToken cancellationToken)
    {
        if (await mailboxes.GetByIdAsync(request.Id, cancellationToken) is not { } mailbox || mailbox.HasTaken(request.UidValidity, request.Uid))
        {
            return Result.Success;
        }

        mailbox.Take(request.UidValidity, request.Uid);
        if (request.Mime is { } mime
            && reader.ReadForwarded(mime) is { IsAutomatic: false } message
            && await users.SingleOrDefaultAsync(new ActiveByEmailSpec(message.Forwarder), cancellationToken) is { } reporter)
        {
            await Report(message.Mail, reporter, cancellationToken);
        }

        return Result.Success;
    }

    private async Task Report(ReadMail mail, User reporter, CancellationToken ct)
    {
        var report = await reports.Take(new IncomingReport(mail.Traces, mail, reporter, ReportSource.Mailbox, ForAnybody: false), ct);
        if (!report.IsError && !report.Value.IsPseudonymous)
        {
            var company = await companies.GetByIdAsync(reporter.CompanyId, ct);
            outbox.Send(reporter, report.Value.Simulation ? new WellSpottedMail() : new ReportReceivedMail(), company!.Language);
        }
    }
}
