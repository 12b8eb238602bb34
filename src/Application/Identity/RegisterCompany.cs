using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Identity;

/// <summary>
/// A new company and its first administrator. For an address that signs in already the answer is the same, and only the owner of the
/// address learns of it. Somebody who has registered with it and never proven that it is theirs keeps it for a day.
/// </summary>
[Public]
[RetryOnConflict]
public sealed record RegisterCompanyCommand(string CompanyName, string FirstName, string LastName, string Email, string Password)
    : ICommand<RegisteredCompany>;

public sealed record RegisteredCompany(Guid CompanyId, Guid UserId);

internal sealed class RegisterCompanyValidator : AbstractValidator<RegisterCompanyCommand>
{
    public RegisterCompanyValidator(ICommonPasswords commonPasswords)
    {
        RuleFor(command => command.CompanyName).IsName(Company.MaxNameLength);
        RuleFor(command => command.FirstName).IsName(PersonName.MaxLength);
        RuleFor(command => command.LastName).IsName(PersonName.MaxLength);
        RuleFor(command => command.Email).IsEmail();
        RuleFor(command => command.Password).IsNewPassword(
            commonPasswords, command => [command.CompanyName, command.FirstName, command.LastName, command.Email]);
    }
}

internal sealed class RegisterCompanyHandler(
    ISignInRoutes routes,
    ITenant tenant,
    IRepository<Company> companies,
    IRepository<User> users,
    IPasswordHasher hasher,
    IMailAllowances allowances,
    VerificationMail verification,
    IMailOutbox outbox,
    TimeProvider clock) : ICommandHandler<RegisterCompanyCommand, RegisteredCompany>
{
    public async Task<ErrorOr<RegisteredCompany>> Handle(RegisterCompanyCommand command, CancellationToken cancellationToken)
    {
        var email = EmailAddress.Parse(command.Email);
        if (email.IsError)
        {
            return email.Errors;
        }

        // Hashed in any case: an address that is known already must not be answered sooner.
        var passwordHash = await hasher.Hash(command.Password, cancellationToken);
        return await routes.Find(email.Value.Value, cancellationToken) is { } known && !known.HasLapsed(clock.GetUtcNow())
            ? await TellOwner(known, email.Value, cancellationToken)
            : await Register(command, email.Value, passwordHash, cancellationToken);
    }

    private async Task<ErrorOr<RegisteredCompany>> TellOwner(SignInRoute known, EmailAddress email, CancellationToken ct)
    {
        tenant.Enter(known.CompanyId);
        var owner = await users.GetByIdAsync(known.UserId, ct);
        var company = await companies.GetByIdAsync(known.CompanyId, ct);
        if (owner is { Status: UserStatus.Active } && company is not null
            && await allowances.TryTake(MailReason.AccountExists, email.Value, ct))
        {
            outbox.Send(owner, new AccountExistsMail(), company.Language);
        }

        var now = clock.GetUtcNow();
        return new RegisteredCompany(Guid.CreateVersion7(now), Guid.CreateVersion7(now));
    }

    private async Task<ErrorOr<RegisteredCompany>> Register(
        RegisterCompanyCommand command, EmailAddress email, string passwordHash, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var company = Company.Register(command.CompanyName, now);
        if (company.AddPeople(1, now) is { IsError: true } full)
        {
            return full.Errors;
        }

        tenant.Enter(company.Id);
        companies.Add(company);
        var name = new PersonName(command.FirstName.Trim(), command.LastName.Trim());
        var user = User.Create(company.Id, email, name, Role.CompanyAdmin, now);
        user.SetPasswordHash(passwordHash);
        users.Add(user);
        if (!await routes.TryHold(user.Email, SignInRoute.Of(user), until: now + OneTimeToken.Lifetime(TokenPurpose.VerifyEmail), ct))
        {
            // Somebody else was faster since the address was looked up; the next look finds them.
            return CommonErrors.ConcurrentChange;
        }

        if (await allowances.TryTake(MailReason.Verification, user.Email, ct))
        {
            verification.Send(user, company.Language);
        }

        return new RegisteredCompany(company.Id, user.Id);
    }
}
