using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.People.Attributes;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People;

[RetryOnConflict]
[RequirePermission(Permission.ManagePeople)]
public sealed record UpdateUserCommand(Guid Id, UserChanges Changes) : ICommand<Success>;

/// <param name="CustomRoleId">A role of the company's own, for employees; null takes it away. It also goes when the person becomes more than that.</param>
/// <param name="CustomAttributes">Those that are named are set, or taken away by null; the others stay (RFC 7396).</param>
public sealed record UserChanges(
    Optional<string> FirstName = default,
    Optional<string> LastName = default,
    Optional<Role> Role = default,
    Optional<Guid?> DepartmentId = default,
    Optional<string?> JobTitle = default,
    Optional<string?> EmployeeNumber = default,
    Optional<string?> ManagerEmail = default,
    Optional<string?> Language = default,
    Optional<string?> TimeZone = default,
    Optional<IReadOnlyDictionary<string, string?>> CustomAttributes = default,
    Optional<Guid?> CustomRoleId = default);

internal sealed class UpdateUserValidator : AbstractValidator<UpdateUserCommand>
{
    public UpdateUserValidator()
    {
        this.IfSet(command => command.Changes.FirstName, name => name.NotEmpty().Text(PersonName.MaxLength));
        this.IfSet(command => command.Changes.LastName, name => name.NotEmpty().Text(PersonName.MaxLength));
        this.IfSet(command => command.Changes.Role, role => role.IsInEnum());
        this.IfSet(command => command.Changes.JobTitle, title => title.Text(PersonProfile.MaxJobTitleLength));
        this.IfSet(command => command.Changes.EmployeeNumber, number => number.Text(PersonProfile.MaxEmployeeNumberLength));
        this.IfSet(command => command.Changes.ManagerEmail, email => email.Address());
        this.IfSet(command => command.Changes.Language, language => language.SupportedLanguage());
        this.IfSet(command => command.Changes.TimeZone, timeZone => timeZone.KnownTimeZone());
        this.IfSet(command => command.Changes.CustomAttributes, attributes => attributes.CustomAttributes());
    }
}

internal sealed class UpdateUserHandler(
    IRepository<Company> companies,
    IRepository<User> users,
    IRepository<Department> departments,
    AttributeRules attributeRules,
    RoleChanges roles,
    ICurrentUser me)
    : ICommandHandler<UpdateUserCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(UpdateUserCommand request, CancellationToken cancellationToken)
    {
        var changes = request.Changes;
        if (await users.GetByIdAsync(request.Id, cancellationToken) is not { } user)
        {
            return UserErrors.NotFound;
        }

        if (changes.DepartmentId is { IsSet: true, Value: { } departmentId }
            && await departments.GetByIdAsync(departmentId, cancellationToken) is null)
        {
            return DepartmentErrors.Unknown.On("departmentId");
        }

        if (await roles.Apply(user, changes.Role, changes.CustomRoleId, cancellationToken) is { IsError: true } refused)
        {
            return refused.Errors;
        }

        var attributes = user.CustomAttributes;
        if (changes.CustomAttributes is { IsSet: true, Value: { } changed })
        {
            var merged = await MergeAttributes(user, changed, cancellationToken);
            if (merged.IsError)
            {
                return merged.Errors;
            }

            attributes = merged.Value;
        }

        var profile = user.Profile;
        user.SetProfile(new PersonProfile(
            new PersonName(changes.FirstName.Or(user.FirstName).Trim(), changes.LastName.Or(user.LastName).Trim()),
            changes.DepartmentId.Or(profile.DepartmentId),
            changes.JobTitle.Or(profile.JobTitle).TrimToNull(),
            changes.EmployeeNumber.Or(profile.EmployeeNumber).TrimToNull(),
            changes.ManagerEmail.Or(profile.ManagerEmail).ToAddress(),
            changes.Language.Or(profile.Language),
            changes.TimeZone.Or(profile.TimeZone),
            attributes));
        return Result.Success;
    }

    private async Task<ErrorOr<IReadOnlyDictionary<string, string>>> MergeAttributes(
        User user, IReadOnlyDictionary<string, string?> changed, CancellationToken ct)
    {
        var company = (await companies.GetByIdAsync(me.RequireCompanyId(), ct))!;
        if (company.KnowCustomAttributes(changed.Where(change => change.Value is not null).Select(change => change.Key)) is { IsError: true } unknown)
        {
            return unknown.Errors.On("customAttributes");
        }

        var read = await attributeRules.Read(company.Spelled(changed), ct);
        if (read.IsError)
        {
            return read.Errors;
        }

        var merged = user.Profile.MergeAttributes(read.Value);
        return merged.Count > PersonProfile.MaxCustomAttributes ? UserErrors.TooManyCustomAttributes.On("customAttributes") : merged.ToErrorOr();
    }
}
