using AutoMapper;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Imports;

[RequirePermission(Permission.ManagePeople)]
public sealed record GetPeopleImportQuery(Guid Id) : IQuery<PeopleImportRow>;

/// <param name="Errors">The first thousand; <see cref="Skipped"/> counts all records that were left out.</param>
public sealed record PeopleImportRow(
    Guid Id,
    ImportStatus Status,
    int Progress,
    bool DryRun,
    string FileName,
    int Created,
    int Updated,
    int Skipped,
    IReadOnlyList<ImportError> Errors,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt,
    int Version) : IVersioned;

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
    public PeopleImportRowProfile() => CreateProjection<PeopleImport, PeopleImportRow>();
}
