using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Identity;

/// <summary>Sends another verification mail, if there is anything to verify; the answer does not tell.</summary>
[Public]
[RetryOnConflict]
public sealed record ResendVerificationCommand(string Email) : ICommand<Success>;

internal sealed class ResendVerificationValidator : AbstractValidator<ResendVerificationCommand>
{
    public ResendVerificationValidator() => RuleFor(command => command.Email).IsEmail();
}

internal sealed class ResendVerificationHandler(
    ISignInRoutes routes,
    ITenant tenant,
    IMailAllowances allowances,
    IRepository<User> users,
    IRepository<Company> companies,
    VerificationMail verification)
    : ICommandHandler<ResendVerificationCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(ResendVerificationCommand command, CancellationToken cancellationToken)
    {
        var email = EmailAddress.Parse(command.Email);
        if (email.IsError)
        {
            return email.Errors;
        }

        if (await routes.Find(email.Value.Value, cancellationToken) is { } route)
        {
            tenant.Enter(route.CompanyId);
            var user = await users.GetByIdAsync(route.UserId, cancellationToken);
            var company = await companies.GetByIdAsync(route.CompanyId, cancellationToken);
            if (user is { Status: UserStatus.Active, EmailVerifiedAt: null } && company is { Status: CompanyStatus.Active }
                && await allowances.TryTake(MailReason.Verification, user.Email, cancellationToken))
            {
                verification.Send(user, company.Language);
            }
        }

        return Result.Success;
    }
}
