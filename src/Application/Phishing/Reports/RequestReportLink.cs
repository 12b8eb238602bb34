using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Identity;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Application.Phishing.Tracking;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Phishing.Reports;

/// <summary>
/// Mails a link for reporting one mail, if somebody of the company has the address; the answer does not tell. Only who reads the mailbox
/// can report in its owner's name, and nothing of a stranger is kept.
/// </summary>
/// <param name="Company">The token of the company's report page.</param>
[Public]
[NotAudited]
[RetryOnConflict]
public sealed record RequestReportLinkCommand(string Company, string Email) : ICommand<Success>;

internal sealed class RequestReportLinkValidator : AbstractValidator<RequestReportLinkCommand>
{
    public RequestReportLinkValidator()
    {
        RuleFor(command => command.Company).IsCredential();
        RuleFor(command => command.Email).IsEmail();
    }
}

internal sealed class RequestReportLinkHandler(
    ITrackingTokens tokens,
    ITenant tenant,
    IMailAllowances allowances,
    IRepository<User> users,
    IRepository<Company> companies,
    AccountLinks links,
    IMailOutbox outbox) : ICommandHandler<RequestReportLinkCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(RequestReportLinkCommand command, CancellationToken cancellationToken)
    {
        var email = EmailAddress.Parse(command.Email);
        if (email.IsError || tokens.Read(TrackingPurpose.ReportPage, command.Company) is not { } page)
        {
            return email.IsError ? email.Errors : OneTimeTokenErrors.Invalid;
        }

        tenant.Enter(page.CompanyId);

        // An unknown address is counted as well: a limit that only known ones reach would tell them apart.
        if (await allowances.TryTake(MailReason.ReportLink, email.Value.Value, cancellationToken)
            && await users.SingleOrDefaultAsync(new ActiveByEmailSpec(email.Value.Value), cancellationToken) is { } user
            && await companies.GetByIdAsync(page.CompanyId, cancellationToken) is { Status: CompanyStatus.Active } company)
        {
            outbox.Send(user, new ReportLinkMail(links.Issue(user, TokenPurpose.ReportMail).Url), company.Language);
        }

        return Result.Success;
    }
}
