using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.People.Attributes;
using SecurityTraining.Application.People.Invitations;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People;

/// <summary>
/// A new person, who is invited by mail to choose a password. An address that has been sent too many invitations lately gets none; then the
/// person is there, and can be invited later.
/// </summary>
[RetryOnConflict]
[RequirePermission(Permission.ManagePeople)]
public sealed record CreateUserCommand(
    string Email,
    string FirstName,
    string LastName,
    Role Role = Role.Employee,
    Guid? DepartmentId = null,
    string? JobTitle = null,
    string? EmployeeNumber = null,
    string? ManagerEmail = null,
    string? Language = null,
    string? TimeZone = null,
    IReadOnlyDictionary<string, string>? CustomAttributes = null,
    Guid? CustomRoleId = null) : ICommand<Guid>;

internal sealed class CreateUserValidator : AbstractValidator<CreateUserCommand>
{
    public CreateUserValidator()
    {
        RuleFor(command => command.Email).NotEmpty().Address();
        RuleFor(command => command.FirstName).NotEmpty().Text(PersonName.MaxLength);
        RuleFor(command => command.LastName).NotEmpty().Text(PersonName.MaxLength);
        RuleFor(command => command.Role).IsInEnum();
        RuleFor(command => command.JobTitle).Text(PersonProfile.MaxJobTitleLength);
        RuleFor(command => command.EmployeeNumber).Text(PersonProfile.MaxEmployeeNumberLength);
        RuleFor(command => command.ManagerEmail).Address();
        RuleFor(command => command.Language).SupportedLanguage();
        RuleFor(command => command.TimeZone).KnownTimeZone();
        RuleFor(command => command.CustomAttributes!).CustomAttributes();
    }
}

internal sealed class CreateUserHandler(
    IRepository<Company> companies,
    IRepository<User> users,
    IRepository<Department> departments,
    IMailAllowances allowances,
    InvitationLetters invitations,
    AttributeRules attributeRules,
    RoleChanges roles,
    ICurrentUser me,
    TimeProvider clock)
    : ICommandHandler<CreateUserCommand, Guid>
{
    public async Task<ErrorOr<Guid>> Handle(CreateUserCommand request, CancellationToken cancellationToken)
    {
        if (await roles.Allow(request.Role, request.CustomRoleId, cancellationToken) is { IsError: true } refused)
        {
            return refused.Errors;
        }

        var email = EmailAddress.Parse(request.Email).Value;
        if (await users.SingleOrDefaultAsync(new UserOrDeletedByEmailSpec(email.Value), cancellationToken) is { } namesake)
        {
            return namesake.Status == UserStatus.Deleted ? UserErrors.EmailOfDeleted : UserErrors.EmailTaken;
        }

        if (request.DepartmentId is { } departmentId && await departments.GetByIdAsync(departmentId, cancellationToken) is null)
        {
            return DepartmentErrors.Unknown.On("departmentId");
        }

        if (await companies.GetByIdAsync(me.RequireCompanyId(), cancellationToken) is not { } company)
        {
            return CompanyErrors.NotFound;
        }

        var now = clock.GetUtcNow();
        if (company.AddPeople(1, now) is { IsError: true } noSeat)
        {
            return noSeat.Errors;
        }

        var attributes = request.CustomAttributes ?? new Dictionary<string, string>();
        if (company.KnowCustomAttributes(attributes.Keys) is { IsError: true } unknown)
        {
            return unknown.Errors.On("customAttributes");
        }

        var values = await attributeRules.Read(company.Spelled<string?>(attributes!), cancellationToken);
        if (values.IsError)
        {
            return values.Errors;
        }

        var user = User.Create(company.Id, email, new PersonName(request.FirstName.Trim(), request.LastName.Trim()), request.Role, now);
        user.SetProfile(user.Profile with
        {
            DepartmentId = request.DepartmentId,
            JobTitle = request.JobTitle.TrimToNull(),
            EmployeeNumber = request.EmployeeNumber.TrimToNull(),
            ManagerEmail = request.ManagerEmail.ToAddress(),
            Language = request.Language,
            TimeZone = request.TimeZone,
            CustomAttributes = values.Value.ToDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.Ordinal),
        });
        if (request.CustomRoleId is { } customRoleId)
        {
            user.GiveCustomRole(customRoleId);
        }

        users.Add(user);
        return await allowances.TryTake(MailReason.Invitation, user.Email, cancellationToken)
            ? invitations.Send(user, company).Then(_ => user.Id)
            : user.Id;
    }
}

internal sealed class UserOrDeletedByEmailSpec : SingleResultSpecification<User>
{
    /// <param name="email">In the form in which addresses are kept.</param>
    public UserOrDeletedByEmailSpec(string email) => Query.Where(user => user.Email == email).IncludeDeleted().AsNoTracking();
}
