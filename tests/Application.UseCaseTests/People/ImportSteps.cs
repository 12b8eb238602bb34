using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.People.Imports;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.People;

internal static class ImportSteps
{
    public static Task<PeopleImportRow> Import(this TestApp app, TestCompany company, string csv, bool dryRun = false, bool deactivateMissing = false, bool confirm = false) =>
        app.Import(company, Encoding.UTF8.GetBytes(csv), dryRun, deactivateMissing, confirm);

    public static async Task<PeopleImportRow> Import(
        this TestApp app, TestCompany company, byte[] csv, bool dryRun = false, bool deactivateMissing = false, bool confirm = false)
    {
        var id = await app.Upload(company, csv, dryRun, deactivateMissing, confirm);
        (await app.Work(company, id)).ShouldBe(WorkOutcome.Done);
        return await app.Look(company, id);
    }

    public static async Task<Guid> Upload(
        this TestApp app, TestCompany company, byte[] csv, bool dryRun = false, bool deactivateMissing = false, bool confirm = false)
    {
        using var content = new MemoryStream(csv);
        return (await app.Send(new StartPeopleImportCommand(content, "people.csv", dryRun, deactivateMissing, confirm), company.Admin)).Value.Id;
    }

    public static Task<WorkOutcome> Work(this TestApp app, TestCompany company, Guid importId, int attempt = 1) =>
        app.Services.GetServices<IWorkHandler>().Single(handler => handler.Kind == WorkKind.PeopleImport).Handle(
            new WorkItem(Guid.CreateVersion7(), company.Id, WorkKind.PeopleImport, importId, GroupId: null, attempt), CancellationToken.None);

    public static async Task<PeopleImportRow> Look(this TestApp app, TestCompany company, Guid importId) =>
        (await app.Send(new GetPeopleImportQuery(importId), company.Admin)).Value;
}
