using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Imports;

/// <summary>For files that cannot be read, or not to their end.</summary>
[RetryOnConflict]
[PlatformScope]
public sealed record FailPeopleImportCommand(Guid ImportId, IReadOnlyList<ImportError> Errors) : ICommand<Success>;

internal sealed class FailPeopleImportValidator : AbstractValidator<FailPeopleImportCommand>
{
    public FailPeopleImportValidator() => RuleFor(command => command.Errors).NotEmpty();
}

internal sealed class FailPeopleImportHandler(IRepository<PeopleImport> imports, TimeProvider clock)
    : ICommandHandler<FailPeopleImportCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(FailPeopleImportCommand request, CancellationToken cancellationToken)
    {
        if (await imports.GetByIdAsync(request.ImportId, cancellationToken) is not { } import)
        {
            return ImportErrors.NotFound;
        }

        if (import.IsFinished)
        {
            return ImportErrors.OutOfStep;
        }

        import.Fail(request.Errors, clock.GetUtcNow());
        return Result.Success;
    }
}
