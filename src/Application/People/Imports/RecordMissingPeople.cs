using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Imports;

/// <summary>Writes down whom a file does not name; ends the import if they are too many.</summary>
/// <param name="Active">How many active people there are.</param>
/// <param name="Samples">The first of those who are missing.</param>
[RetryOnConflict]
[PlatformScope]
public sealed record RecordMissingPeopleCommand(Guid ImportId, int Missing, int Active, IReadOnlyList<ImportSample> Samples)
    : ICommand<ImportStatus>;

internal sealed class RecordMissingPeopleValidator : AbstractValidator<RecordMissingPeopleCommand>
{
    public RecordMissingPeopleValidator() => RuleFor(command => command.Missing).GreaterThanOrEqualTo(0);
}

internal sealed class RecordMissingPeopleHandler(IRepository<PeopleImport> imports, TimeProvider clock)
    : ICommandHandler<RecordMissingPeopleCommand, ImportStatus>
{
    public async Task<ErrorOr<ImportStatus>> Handle(RecordMissingPeopleCommand request, CancellationToken cancellationToken)
    {
        if (await imports.GetByIdAsync(request.ImportId, cancellationToken) is not { } import)
        {
            return ImportErrors.NotFound;
        }

        if (import.IsFinished || import.NextLine > 0)
        {
            return ImportErrors.OutOfStep;
        }

        import.FindMissing(request.Missing, request.Active, request.Samples, clock.GetUtcNow());
        return import.Status;
    }
}
