using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Imports;

/// <summary>Deactivates some people whom a file does not name; whoever is not active any more is left alone.</summary>
[RetryOnConflict]
[PlatformScope]
public sealed record DeactivateMissingCommand(Guid ImportId, IReadOnlyList<Guid> UserIds) : ICommand<Success>;

internal sealed class DeactivateMissingValidator : AbstractValidator<DeactivateMissingCommand>
{
    public DeactivateMissingValidator() => RuleFor(command => command.UserIds).NotEmpty();
}

internal sealed class DeactivateMissingHandler(
    IRepository<PeopleImport> imports, IRepository<Company> companies, IRepository<User> users, ImporterRights importers)
    : ICommandHandler<DeactivateMissingCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(DeactivateMissingCommand request, CancellationToken cancellationToken)
    {
        if (await imports.GetByIdAsync(request.ImportId, cancellationToken) is not { } import)
        {
            return ImportErrors.NotFound;
        }

        if (import.IsFinished)
        {
            return ImportErrors.OutOfStep;
        }

        var company = (await companies.GetByIdAsync(import.CompanyId, cancellationToken))!;
        var missing = await users.ListAsync(new IdsSpec<User>(request.UserIds), cancellationToken);
        var givable = await importers.Of(import.RequestedBy, cancellationToken);
        var deactivated = missing.Count(person => person.Role != Role.CompanyAdmin && givable.Cover(person) && person.Deactivate());
        company.GiveBackSeats(deactivated);
        import.Deactivate(deactivated);
        return Result.Success;
    }
}
