using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Identity;
using SecurityTraining.Application.Phishing.Tracking;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing.Reports;

namespace SecurityTraining.Application.Phishing.Reports;

/// <summary>The report page: the owner of the mailbox to which the link went reports one mail.</summary>
/// <param name="Mime">The mail as a file, or its source as text; one that was forwarded may hold it as an attachment.</param>
/// <remarks>Not audited: a case says who has reported it, and in works-council mode nothing may.</remarks>
[Public]
[NotAudited]
[RetryOnConflict]
public sealed record ReportByLinkCommand(string Token, ReadOnlyMemory<byte> Mime) : ICommand<PhishingReport>;

internal sealed class ReportByLinkValidator : AbstractValidator<ReportByLinkCommand>
{
    public ReportByLinkValidator()
    {
        RuleFor(command => command.Token).IsCredential();
        RuleFor(command => command.Mime).Must(mime => mime.Length <= ReportedMail.MaxMimeBytes)
            .WithMessage($"Send a mail of at most {ReportedMail.MaxMimeBytes / 1024 / 1024} MiB.");
    }
}

internal sealed class ReportByLinkHandler(AccountLinks links, MailReports reports, IMailReader reader, IAuditTrail audit, TimeProvider clock)
    : ICommandHandler<ReportByLinkCommand, PhishingReport>
{
    public async Task<ErrorOr<PhishingReport>> Handle(ReportByLinkCommand request, CancellationToken cancellationToken)
    {
        var link = await links.Open(request.Token, TokenPurpose.ReportMail, cancellationToken);
        if (link.IsError)
        {
            return link.Errors;
        }

        // What cannot be read leaves the link usable, for another try with the right file.
        if (reader.Read(request.Mime) is not { } mail)
        {
            return ReportedMailErrors.Unreadable;
        }

        audit.ActsAs(link.Value.User.Id, link.Value.User.Role);
        var report = await reports.Take(new IncomingReport(mail.Traces, mail, link.Value.User, ReportSource.Page, ForAnybody: false), cancellationToken);
        return report.IsError ? report : link.Value.Token.Use(clock.GetUtcNow()).Then(_ => report.Value);
    }
}
