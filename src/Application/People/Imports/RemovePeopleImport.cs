using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Storage;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Imports;

/// <summary>Takes an import out of the history.</summary>
[PlatformScope]
public sealed record RemovePeopleImportCommand(Guid ImportId) : ICommand<Deleted>;

internal sealed class RemovePeopleImportHandler(IRepository<PeopleImport> imports) : ICommandHandler<RemovePeopleImportCommand, Deleted>
{
    public async Task<ErrorOr<Deleted>> Handle(RemovePeopleImportCommand request, CancellationToken cancellationToken)
    {
        if (await imports.GetByIdAsync(request.ImportId, cancellationToken) is { } import)
        {
            imports.Remove(import);
        }

        return Result.Deleted;
    }
}

/// <summary>First the file, then the row that knows where it is.</summary>
internal sealed class PeopleImportRemover(ICompanyScope company, IFileStore files) : IWorkHandler
{
    public WorkKind Kind => WorkKind.PeopleImportRemoval;

    public async Task<WorkOutcome> Handle(WorkItem item, CancellationToken ct)
    {
        var import = await company.Send(item.CompanyId, new FindImportWorkQuery(item.SubjectId), ct);
        if (import.IsError)
        {
            return import.FirstError == ImportErrors.NotFound ? WorkOutcome.Done : WorkOutcome.Failed(import.FirstError.Code);
        }

        await files.Delete(import.Value.FileKey, ct);
        var removed = await company.Send(item.CompanyId, new RemovePeopleImportCommand(item.SubjectId), ct);
        return removed.IsError ? WorkOutcome.Failed(removed.FirstError.Code) : WorkOutcome.Done;
    }
}
