using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Storage;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Imports;

/// <summary>The file as it was uploaded, for as long as it is kept (<see cref="PeopleImport.Retention"/>).</summary>
[RequirePermission(Permission.ManagePeople)]
public sealed record GetPeopleImportFileQuery(Guid Id) : IQuery<ImportFile>;

/// <param name="Content">The receiver's to dispose.</param>
public sealed record ImportFile(Stream Content, string Name);

internal sealed class GetPeopleImportFileHandler(IRepository<PeopleImport> imports, IFileStore files)
    : IQueryHandler<GetPeopleImportFileQuery, ImportFile>
{
    public async Task<ErrorOr<ImportFile>> Handle(GetPeopleImportFileQuery request, CancellationToken cancellationToken)
    {
        if (await imports.GetByIdAsync(request.Id, cancellationToken) is not { } import)
        {
            return ImportErrors.NotFound;
        }

        return import.HasFile && await files.OpenRead(import.FileKey, cancellationToken) is { } content
            ? new ImportFile(content, import.FileName)
            : ImportErrors.FileGone;
    }
}
