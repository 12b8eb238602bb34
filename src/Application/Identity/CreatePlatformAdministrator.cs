using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Identity;

/// <summary>
/// The operator's company and its administrator, if there is none yet. Sent by the service itself at start; several instances may do so at
/// the same time.
/// </summary>
/// <returns>Whether one has been created.</returns>
[PlatformScope]
[RetryOnConflict]
public sealed record CreatePlatformAdministratorCommand(string Email, string Password) : ICommand<bool>;

internal sealed class CreatePlatformAdministratorValidator : AbstractValidator<CreatePlatformAdministratorCommand>
{
    public CreatePlatformAdministratorValidator()
    {
        RuleFor(command => command.Email).IsEmail();
        RuleFor(command => command.Password).IsCredential();
    }
}

internal sealed class CreatePlatformAdministratorHandler(
    ISignInRoutes routes,
    ITenant tenant,
    IRepository<Company> companies,
    IRepository<User> users,
    IPasswordHasher hasher,
    TimeProvider clock) : ICommandHandler<CreatePlatformAdministratorCommand, bool>
{
    /// <summary>
    /// People of all companies cannot be searched for a role, but the control plane can be asked. No address looks like this, so nobody
    /// signs in with it, and it can be taken only once.
    /// </summary>
    private const string Marker = "platform administrator";

    public async Task<ErrorOr<bool>> Handle(CreatePlatformAdministratorCommand command, CancellationToken cancellationToken)
    {
        if (await routes.Find(Marker, cancellationToken) is not null)
        {
            return false;
        }

        var email = EmailAddress.Parse(command.Email);
        if (email.IsError)
        {
            return email.Errors;
        }

        if (await routes.Find(email.Value.Value, cancellationToken) is not null)
        {
            return UserErrors.EmailTaken;
        }

        var now = clock.GetUtcNow();
        var company = Company.Register("Platform", now);
        company.Subscribe(PlanKind.Enterprise);
        if (company.AddPeople(1, now) is { IsError: true } full)
        {
            return full.Errors;
        }

        tenant.Enter(company.Id);
        companies.Add(company);
        var user = User.Create(company.Id, email.Value, new PersonName("Platform", "Administrator"), Role.PlatformAdmin, now);
        user.SetPasswordHash(await hasher.Hash(command.Password, cancellationToken));
        user.VerifyEmail(now);
        users.Add(user);
        var route = new SignInRoute(company.Id, user.Id);
        routes.Add(user.Email, route);
        routes.Add(Marker, route);
        return true;
    }
}
