using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Settings;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Identity.SingleSignOn;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Identity;

/// <summary>Mails a link for setting a new password, if somebody signs in with the address; the answer does not tell.</summary>
[Public]
[RetryOnConflict]
public sealed record ForgotPasswordCommand(string Email) : ICommand<Success>;

internal sealed class ForgotPasswordValidator : AbstractValidator<ForgotPasswordCommand>
{
    public ForgotPasswordValidator() => RuleFor(command => command.Email).IsEmail();
}

internal sealed class ForgotPasswordHandler(
    ISignInRoutes routes,
    ITenant tenant,
    IMailAllowances allowances,
    IRepository<User> users,
    IRepository<Company> companies,
    AccountLinks links,
    SignOnDuty signOnDuty,
    PublicAddress address,
    IMailOutbox outbox) : ICommandHandler<ForgotPasswordCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(ForgotPasswordCommand command, CancellationToken cancellationToken)
    {
        var email = EmailAddress.Parse(command.Email);
        if (email.IsError)
        {
            return email.Errors;
        }

        var route = await routes.Find(email.Value.Value, cancellationToken);
        if (route is null)
        {
            tenant.EnterControlPlane();
        }
        else
        {
            tenant.Enter(route.CompanyId);
        }

        // An unknown address is counted as well: a limit that only known ones reach would tell them apart.
        if (await allowances.TryTake(MailReason.PasswordReset, email.Value.Value, cancellationToken)
            && route is not null
            && await users.GetByIdAsync(route.UserId, cancellationToken) is { Status: UserStatus.Active } user
            && await companies.GetByIdAsync(route.CompanyId, cancellationToken) is { Status: CompanyStatus.Active } company)
        {
            TransactionalMail mail = await signOnDuty.Binds(user, cancellationToken)
                ? new UseSingleSignOnMail(address.Link($"{SignOnPaths.Start}?email={Uri.EscapeDataString(user.Email)}"))
                : new ResetPasswordMail(links.Issue(user, TokenPurpose.ResetPassword).Url);
            outbox.Send(user, mail, company.Language);
        }

        return Result.Success;
    }
}
