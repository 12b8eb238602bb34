using AutoMapper;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Imports;

[RequirePermission(Permission.ManagePeople)]
public sealed record GetPeopleImportQuery(Guid Id) : IQuery<PeopleImportRow>;

/// <param name="Unchanged">Known already just as the file says.</param>
/// <param name="Missing">Active people, administrators excepted, whom the file does not name.</param>
/// <param name="Errors">The first thousand; <see cref="Skipped"/> counts all records that were left out.</param>
/// <param name="Diff">The first hundred people of each kind.</param>
public sealed record PeopleImportRow(
    Guid Id,
    ImportStatus Status,
    int Progress,
    bool DryRun,
    bool DeactivateMissing,
    string FileName,
    bool HasFile,
    Guid RequestedBy,
    int Created,
    int Updated,
    int Unchanged,
    int Missing,
    int Deactivated,
    int Skipped,
    IReadOnlyList<ImportError> Errors,
    ImportSamples Diff,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt,
    int Version) : IVersioned
{
    internal static PeopleImportRow Of(PeopleImport import) => new(
        import.Id, import.Status, import.Progress, import.DryRun, import.DeactivateMissing, import.FileName, import.HasFile, import.RequestedBy,
        import.Created, import.Updated, import.Unchanged, import.Missing, import.Deactivated, import.Skipped, import.Errors, import.Samples,
        import.CreatedAt, import.FinishedAt, import.Version);
}

internal sealed class GetPeopleImportHandler(IReader<PeopleImport> imports) : IQueryHandler<GetPeopleImportQuery, PeopleImportRow>
{
    public async Task<ErrorOr<PeopleImportRow>> Handle(GetPeopleImportQuery request, CancellationToken cancellationToken)
    {
        var row = await imports.SingleOrDefaultAsync<PeopleImportRow>(new ByIdSpec<PeopleImport>(request.Id), cancellationToken);
        return row is null ? ImportErrors.NotFound : row;
    }
}

internal sealed class PeopleImportRowProfile : Profile
{
    public PeopleImportRowProfile() => CreateProjection<PeopleImport, PeopleImportRow>()
        .ForCtorParam(nameof(PeopleImportRow.Diff), diff => diff.MapFrom(import => import.Samples));
}
