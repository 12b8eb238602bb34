using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Storage;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Content;
using SecurityTraining.Domain.Phishing.Reports;

namespace SecurityTraining.Application.Phishing.Reports;

/// <summary>The reported mail itself has been kept for long enough.</summary>
[PlatformScope]
[RetryOnConflict]
public sealed record ExpireReportedMailCommand(Guid Id) : ICommand<Success>;

internal sealed class ExpireReportedMailValidator : AbstractValidator<ExpireReportedMailCommand>
{
    public ExpireReportedMailValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class ExpireReportedMailHandler(IRepository<ReportedMail> mails, StorageAccount account)
    : ICommandHandler<ExpireReportedMailCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(ExpireReportedMailCommand request, CancellationToken cancellationToken)
    {
        if (await mails.GetByIdAsync(request.Id, cancellationToken) is { MimeSize: not null } mail)
        {
            (await account.Get(cancellationToken)).GiveBack(mail.DropMime());
        }

        return Result.Success;
    }
}

internal sealed class ReportedMailExpiryWorker(ICompanyScope companies, IFileStore store) : IWorkHandler
{
    public WorkKind Kind => WorkKind.ReportedMailExpiry;

    public async Task<WorkOutcome> Handle(WorkItem item, CancellationToken ct)
    {
        var expired = await companies.Send(item.CompanyId, new ExpireReportedMailCommand(item.SubjectId), ct);
        if (expired.IsError)
        {
            return WorkOutcome.Failed(expired.FirstError.Code);
        }

        await store.Delete(MailCases.KeyOf(item.CompanyId, item.SubjectId), ct);
        return WorkOutcome.Done;
    }
}
