using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Imports;

/// <summary>Ends an import whose records have all been taken.</summary>
/// <param name="Records">How many there are.</param>
[RetryOnConflict]
[PlatformScope]
public sealed record CompletePeopleImportCommand(Guid ImportId, int Records) : ICommand<Success>;

internal sealed class CompletePeopleImportValidator : AbstractValidator<CompletePeopleImportCommand>
{
    public CompletePeopleImportValidator() => RuleFor(command => command.Records).GreaterThanOrEqualTo(0);
}

internal sealed class CompletePeopleImportHandler(IRepository<PeopleImport> imports, TimeProvider clock)
    : ICommandHandler<CompletePeopleImportCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(CompletePeopleImportCommand request, CancellationToken cancellationToken)
    {
        if (await imports.GetByIdAsync(request.ImportId, cancellationToken) is not { } import)
        {
            return ImportErrors.NotFound;
        }

        if (import.IsFinished)
        {
            return Result.Success;
        }

        if (import.NextLine != request.Records)
        {
            return ImportErrors.OutOfStep;
        }

        import.Complete(clock.GetUtcNow());
        return Result.Success;
    }
}
