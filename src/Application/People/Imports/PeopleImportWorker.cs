using ErrorOr;
using Microsoft.Extensions.Logging;
using SecurityTraining.Application.Common.Storage;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Imports;

/// <summary>
/// Reads an uploaded file from its beginning, and hands it over portion by portion. A successor of a killed worker reads past what has
/// been committed, which costs no database work and tells it the addresses that have occurred.
/// </summary>
internal sealed partial class PeopleImportWorker(
    ICompanyScope company, MissingPeople missing, IFileStore store, IPeopleFiles files, ILogger<PeopleImportWorker> logger) : IWorkHandler
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

        var named = await ReadAddresses(work, ct);
        if (work.NextLine == 0)
        {
            var status = await missing.Record(companyId, work, named, ct);
            if (status.IsError || status.Value == ImportStatus.Failed)
            {
                return status.IsError ? status.Errors : Result.Success;
            }
        }

        await records.Skip(work.NextLine, ct);
        var taken = await TakeAll(companyId, work, records, ct);
        if (taken.IsError || records.Position > PeopleImport.MaxLines)
        {
            return taken;
        }

        if (work is { DeactivateMissing: true, DryRun: false } && await missing.Deactivate(companyId, work, named, ct) is { IsError: true } refused)
        {
            return refused.Errors;
        }

        return await company.Send(companyId, new CompletePeopleImportCommand(work.Id, records.Position), ct);
    }

    private async Task<ErrorOr<Success>> TakeAll(Guid companyId, ImportWork work, PeopleRecords records, CancellationToken ct)
    {
        while (true)
        {
            var position = records.Position;
            var portion = await records.Take(ImportNextPortionCommand.MaxRecords, ct);
            if (records.Position > PeopleImport.MaxLines)
            {
                return await Fail(companyId, work, $"Only the first {PeopleImport.MaxLines} records of a file are taken.", ct);
            }

            var taken = await company.Send(
                companyId,
                new ImportNextPortionCommand(work.Id, position, portion, [.. records.Columns.Custom.Keys], records.PercentRead),
                ct);
            if (taken.IsError || portion.Count < ImportNextPortionCommand.MaxRecords)
            {
                return taken;
            }
        }
    }

    /// <summary>The whole file once more, before anything is changed: only then is it known who is not in it.</summary>
    private async Task<PeopleAddresses> ReadAddresses(ImportWork work, CancellationToken ct)
    {
        await using var content = await store.OpenRead(work.FileKey, ct);
        using var file = await files.Open(content ?? Stream.Null, ct);
        return await (await PeopleRecords.Open(file, ct)).ReadAddresses(ct);
    }

    private Task<ErrorOr<Success>> Fail(Guid companyId, ImportWork work, string message, CancellationToken ct) =>
        company.Send(companyId, new FailPeopleImportCommand(work.Id, [new ImportError(Line: 0, "", message)]), ct);

    [LoggerMessage(Level = LogLevel.Error, Message = "Import {ImportId} of company {CompanyId} has been given up")]
    private partial void LogGivenUp(Exception exception, Guid companyId, Guid importId);
}
