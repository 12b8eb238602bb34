using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Identity.SingleSignOn;
using SecurityTraining.Application.People.Attributes;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Imports;

/// <summary>
/// Takes some consecutive records of a file and remembers, in the same transaction, that they have been taken.
/// </summary>
/// <param name="ImportId">Whose records they are.</param>
/// <param name="Position">How many records of the file come before these.</param>
/// <param name="Records">Good ones and bad ones.</param>
/// <param name="CustomAttributes">The company's own columns in the file.</param>
/// <param name="Progress">Percent of the file that has been read.</param>
[RetryOnConflict]
[PlatformScope]
public sealed record ImportNextPortionCommand(
    Guid ImportId,
    int Position,
    IReadOnlyList<PersonRecord> Records,
    IReadOnlyList<string> CustomAttributes,
    int Progress) : ICommand<Success>
{
    public const int MaxRecords = 500;
}

internal sealed class ImportNextPortionValidator : AbstractValidator<ImportNextPortionCommand>
{
    public ImportNextPortionValidator()
    {
        RuleFor(command => command.Position).GreaterThanOrEqualTo(0);
        RuleFor(command => command.Records.Count).LessThanOrEqualTo(ImportNextPortionCommand.MaxRecords);
    }
}

internal sealed class ImportNextPortionHandler(
    IRepository<PeopleImport> imports,
    IRepository<Company> companies,
    IRepository<User> users,
    IRepository<Department> departments,
    ImporterRights importers,
    AttributeRules attributes,
    BreakGlass breakGlass,
    TimeProvider clock) : ICommandHandler<ImportNextPortionCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(ImportNextPortionCommand request, CancellationToken cancellationToken)
    {
        if (await imports.GetByIdAsync(request.ImportId, cancellationToken) is not { } import)
        {
            return ImportErrors.NotFound;
        }

        if (import.IsFinished || import.NextLine != request.Position)
        {
            return ImportErrors.OutOfStep;
        }

        var now = clock.GetUtcNow();
        var company = (await companies.GetByIdAsync(import.CompanyId, cancellationToken))!;
        if (!company.HasRoomForCustomAttributes(request.CustomAttributes))
        {
            import.Fail([new ImportError(Line: 1, "", CompanyErrors.TooManyCustomAttributes.Description)], now);
            return Result.Success;
        }

        var givable = await importers.Of(import.RequestedBy, cancellationToken);
        if (!givable.MayImport)
        {
            import.Fail([new ImportError(Line: 0, "", ImportErrors.NotAllowedAnyMore.Description, ImportErrors.NotAllowedAnyMore.Code)], now);
            return Result.Success;
        }

        var entries = request.Records.Select(record => record.Entry).OfType<PersonEntry>().ToList();
        var portion = new PortionOfPeople(import, company, now)
        {
            Givable = givable,
            People = (await users.ListAsync(new UsersByEmailSpec(entries), cancellationToken)).ToDictionary(user => user.Email, StringComparer.Ordinal),
            Departments = (await departments.ListAsync(new DepartmentsByNameSpec(entries), cancellationToken))
                .ToDictionary(department => department.NormalizedName, StringComparer.Ordinal),
            Attributes = await attributes.Load(cancellationToken),
            BehindTheGlass = [.. await breakGlass.Able(cancellationToken)],
            ActiveAdministrators = await users.CountAsync(new ActiveAdministratorsSpec(), cancellationToken),
        };
        portion.Take(request.Records);
        import.Advance(portion.Outcome(request.Progress));
        return import.DryRun ? Result.Success : Keep(portion, company, request.CustomAttributes, now);
    }

    private ErrorOr<Success> Keep(PortionOfPeople portion, Company company, IReadOnlyList<string> customAttributes, DateTimeOffset now)
    {
        users.AddRange(portion.NewPeople);
        departments.AddRange(portion.NewDepartments);
        if (portion.HasDemotedAdministrators)
        {
            companies.Touch(company);
        }

        // Not even none: a company may have more people than its plan has room for since it moved to a smaller one.
        return portion.NewPeople.Count == 0
            ? company.KnowCustomAttributes(customAttributes)
            : company.KnowCustomAttributes(customAttributes).Then(_ => company.AddPeople(portion.NewPeople.Count, now));
    }

    private sealed class UsersByEmailSpec : Specification<User>
    {
        public UsersByEmailSpec(IReadOnlyList<PersonEntry> entries)
        {
            var emails = entries.Select(entry => entry.Email).ToList();
            Query.Where(user => emails.Contains(user.Email)).IncludeDeleted();
        }
    }

    private sealed class DepartmentsByNameSpec : Specification<Department>
    {
        public DepartmentsByNameSpec(IReadOnlyList<PersonEntry> entries)
        {
            var names = entries.Select(entry => entry.Department).OfType<string>().Select(Department.Normalize).Distinct().ToList();
            Query.Where(department => names.Contains(department.NormalizedName));
        }
    }
}
