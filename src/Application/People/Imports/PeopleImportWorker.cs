using ErrorOr;
using Microsoft.Extensions.Logging;
using SecurityTraining.Application.Common.Storage;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Imports;

/// <summary>
/// Reads an uploaded file once, from its beginning, and hands it over portion by portion. A successor of a killed worker reads past what has
/// been committed, which costs no database work and tells it the addresses that have occurred.
/// </summary>
internal sealed partial class PeopleImportWorker(ICompanyScope company, IFileStore store, IPeopleFiles files, ILogger<PeopleImportWorker> logger)
    : IWorkHandler
{
    /// <summary>After so many tries the requester gets to know that nothing comes of it.</summary>
    private const int MaxAttempts = 5;

    /// <summary>When to see whether the other worker, who is at the same file, has finished it.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(30);

    public WorkKind Kind => WorkKind.PeopleImport;

    public async Task<WorkOutcome> Handle(WorkItem item, CancellationToken ct)
    {
        var found = await company.Send(item.CompanyId, new FindImportWorkQuery(item.SubjectId), ct);
        if (found.IsError)
        {
            return found.FirstError == ImportErrors.NotFound ? WorkOutcome.Done : WorkOutcome.Failed(found.FirstError.Code);
        }

        var work = found.Value;
        if (!work.IsFinished)
        {
            var imported = await ImportOrGiveUp(item, work, ct);
            if (imported.IsError)
            {
                return imported.FirstError == ImportErrors.OutOfStep
                    ? WorkOutcome.Again(LookAgain)
                    : WorkOutcome.Failed(imported.FirstError.Code);
            }
        }

        await store.Delete(work.FileKey, ct);
        return WorkOutcome.Done;
    }

    private async Task<ErrorOr<Success>> ImportOrGiveUp(WorkItem item, ImportWork work, CancellationToken ct)
    {
        try
        {
            return await Import(item.CompanyId, work, ct);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && item.Attempt >= MaxAttempts)
        {
            LogGivenUp(exception, item.CompanyId, work.Id);
            return await Fail(item.CompanyId, work, "The import could not be finished because of a fault of the service.", ct);
        }
    }

    private async Task<ErrorOr<Success>> Import(Guid companyId, ImportWork work, CancellationToken ct)
    {
        await using var content = await store.OpenRead(work.FileKey, ct);
        if (content is null)
        {
            return await Fail(companyId, work, "The uploaded file is not there any more.", ct);
        }

        using var file = await files.Open(content, ct);
        var records = await PeopleRecords.Open(file, ct);
        if (records.Columns.Errors.Count > 0)
        {
            return await company.Send(companyId, new FailPeopleImportCommand(work.Id, records.Columns.Errors), ct);
        }

        await records.Skip(work.NextLine, ct);
        while (true)
        {
            var position = records.Position;
            var portion = await records.Take(ImportNextPortionCommand.MaxRecords, ct);
            if (records.Position > PeopleImport.MaxLines)
            {
                return await Fail(companyId, work, $"Only the first {PeopleImport.MaxLines} records of a file are taken.", ct);
            }

            var isLast = portion.Count < ImportNextPortionCommand.MaxRecords;
            var taken = await company.Send(
                companyId,
                new ImportNextPortionCommand(work.Id, position, portion, [.. records.Columns.Custom.Keys], records.PercentRead, isLast),
                ct);
            if (taken.IsError || isLast)
            {
                return taken;
            }
        }
    }

    private Task<ErrorOr<Success>> Fail(Guid companyId, ImportWork work, string message, CancellationToken ct) =>
        company.Send(companyId, new FailPeopleImportCommand(work.Id, [new ImportError(Line: 0, "", message)]), ct);

    [LoggerMessage(Level = LogLevel.Error, Message = "Import {ImportId} of company {CompanyId} has been given up")]
    private partial void LogGivenUp(Exception exception, Guid companyId, Guid importId);
}
