using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Storage;
using SecurityTraining.Domain.Auditing;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing.Reports;

namespace SecurityTraining.Application.Phishing.Reports;

/// <summary>The reported mail itself, for looking at it in an environment made for that. It is somebody's post, so the audit log says who has read it.</summary>
[RequirePermission(Permission.ManagePhishing)]
public sealed record OpenReportedMailQuery(Guid Id) : IQuery<Stream>;

internal sealed class OpenReportedMailHandler(IRepository<ReportedMail> mails, IFileStore store, IAuditTrail audit)
    : IQueryHandler<OpenReportedMailQuery, Stream>
{
    public async Task<ErrorOr<Stream>> Handle(OpenReportedMailQuery request, CancellationToken cancellationToken)
    {
        if (await mails.GetByIdAsync(request.Id, cancellationToken) is not { } mail)
        {
            return ReportedMailErrors.NotFound;
        }

        if (mail.MimeSize is null || await store.OpenRead(MailCases.KeyOf(mail.CompanyId, mail.Id), cancellationToken) is not { } content)
        {
            return ReportedMailErrors.NoMime;
        }

        audit.Note("phishing.read-reported-mail", new AuditTarget("reported-mail", mail.Id));
        return ErrorOrFactory.From(content);
    }
}
