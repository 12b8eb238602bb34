using SecurityTraining.Application.Common.Storage;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.People.Imports;

namespace SecurityTraining.Application.People.Privacy;

/// <summary>
/// Erases somebody whose time has come. Files go before the rows that know where they are, so that a worker killed in between leaves nothing
/// behind that its successor would not find.
/// </summary>
internal sealed class PersonEraser(ICompanyScope company, IFileStore store, IPeopleFiles files) : IWorkHandler
{
    public WorkKind Kind => WorkKind.PersonErasure;

    public async Task<WorkOutcome> Handle(WorkItem item, CancellationToken ct)
    {
        var found = await company.Send(item.CompanyId, new FindErasureWorkQuery(item.SubjectId), ct);
        if (found.IsError)
        {
            return WorkOutcome.Failed(found.FirstError.Code);
        }

        var (emails, imports) = found.Value;
        if (emails.Count == 0)
        {
            return WorkOutcome.Done;
        }

        var (shown, filesGone) = (new List<Guid>(), new List<Guid>());
        foreach (var import in imports)
        {
            if (await Names(import.FileKey, emails, ct))
            {
                await store.Delete(import.FileKey, ct);
                filesGone.Add(import.Id);
                shown.Add(import.Id);
            }
            else if (import.Shows(emails))
            {
                shown.Add(import.Id);
            }
        }

        var erased = await company.Send(item.CompanyId, new ErasePersonalDataCommand(item.SubjectId, shown, filesGone), ct);
        return erased.IsError ? WorkOutcome.Failed(erased.FirstError.Code) : WorkOutcome.Done;
    }

    /// <summary>Whether one of the addresses stands in any cell, be it as somebody's manager; a file that is gone has been deleted for this reason.</summary>
    private async Task<bool> Names(string key, IReadOnlyList<string> emails, CancellationToken ct)
    {
        await using var content = await store.OpenRead(key, ct);
        if (content is null)
        {
            return true;
        }

        using var file = await files.Open(content, ct);
        while (await file.Read(ct) is { } record)
        {
            if (record.Cells.Any(cell => emails.Any(email => cell.Contains(email, StringComparison.OrdinalIgnoreCase))))
            {
                return true;
            }
        }

        return false;
    }
}
