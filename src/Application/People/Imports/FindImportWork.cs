using AutoMapper;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Imports;

/// <summary>What a worker has to know to begin, or to go on where another one was killed.</summary>
[PlatformScope]
public sealed record FindImportWorkQuery(Guid ImportId) : IQuery<ImportWork>;

/// <param name="NextLine">How many records have been worked off already.</param>
public sealed record ImportWork(
    Guid Id, Guid RequestedBy, string FileKey, int NextLine, ImportStatus Status, bool DryRun, bool DeactivateMissing)
{
    public bool IsFinished => Status is ImportStatus.Completed or ImportStatus.Failed;
}

internal sealed class FindImportWorkHandler(IReader<PeopleImport> imports) : IQueryHandler<FindImportWorkQuery, ImportWork>
{
    public async Task<ErrorOr<ImportWork>> Handle(FindImportWorkQuery request, CancellationToken cancellationToken)
    {
        var work = await imports.SingleOrDefaultAsync<ImportWork>(new ByIdSpec<PeopleImport>(request.ImportId), cancellationToken);
        return work is null ? ImportErrors.NotFound : work;
    }
}

internal sealed class ImportWorkProfile : Profile
{
    public ImportWorkProfile() => CreateProjection<PeopleImport, ImportWork>();
}
