using ErrorOr;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Content;
using SecurityTraining.Domain.Content;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Content;

internal static class ContentSteps
{
    private static readonly WorkKind[] Kinds = [WorkKind.ContentCheck, WorkKind.ContentUploadExpiry, WorkKind.ContentRemoval];

    /// <summary>As the endpoint does it.</summary>
    public static async Task<ErrorOr<Guid>> UploadContent(this TestApp app, TestCompany company, string name, byte[] content)
    {
        await using var stream = new MemoryStream(content);
        return await app.Send(new AnnounceContentCommand(name), company.Admin)
            .ThenAsync(id => app.Send(new ReceiveContentCommand(id, stream), company.Admin))
            .ThenAsync(id => app.Send(new CompleteContentUploadCommand(id), company.Admin));
    }

    public static async Task<ContentRow> AddContent(this TestApp app, TestCompany company, string name, byte[] content)
    {
        var id = await app.UploadContent(company, name, content);
        id.IsError.ShouldBeFalse(id.IsError ? id.FirstError.Code : "");
        await app.WorkOffContent(company);
        return await app.LookAtContent(company, id.Value);
    }

    public static async Task<ContentRow> LookAtContent(this TestApp app, TestCompany company, Guid id) =>
        (await app.Send(new GetContentQuery(id), company.Admin)).Value;

    /// <summary>Everything that is due, one after the other.</summary>
    public static async Task WorkOffContent(this TestApp app, TestCompany company, int attempt = 1)
    {
        while (true)
        {
            var now = app.Clock.GetUtcNow();
            var due = await app.InDatabase(company.Id, (_, db) => db.WorkItems.AsNoTracking()
                .Where(item => item.CompanyId == company.Id && Kinds.Contains(item.Kind) && item.DueAt <= now).ToListAsync());
            if (due.Count == 0)
            {
                return;
            }

            foreach (var item in due)
            {
                var handler = app.Services.GetServices<IWorkHandler>().Single(handler => handler.Kind == item.Kind);
                (await handler.Handle(new WorkItem(item.Id, company.Id, item.Kind, item.SubjectId, GroupId: null, attempt), CancellationToken.None))
                    .ShouldBe(WorkOutcome.Done);
                await app.InDatabase(company.Id, (_, db) => db.WorkItems.Where(row => row.Id == item.Id).ExecuteDeleteAsync());
            }
        }
    }

    public static Task<long> UsedBytes(this TestApp app, TestCompany company) => app.InDatabase(company.Id, async (_, db) =>
        (await db.ContentStorages.AsNoTracking().SingleOrDefaultAsync())?.UsedBytes ?? 0);

    /// <summary>Leaves so many bytes of the quota free.</summary>
    public static Task LeaveRoom(this TestApp app, TestCompany company, long bytes) => app.InDatabase(company.Id, async (_, db) =>
    {
        var storage = ContentStorage.Of(company.Id);
        storage.Take(ContentPolicy.QuotaBytes - bytes);
        db.Add(storage);
        return await db.SaveChangesAsync();
    });

    /// <summary>Bytes in the local store, uploads and blobs in the database: what a refused file must not leave behind.</summary>
    public static async Task<(int Stored, int Uploads, int Blobs)> Leftovers(this TestApp app, TestCompany company)
    {
        var stored = Directory.EnumerateFiles(Path.Combine(app.DataFolder, "files"), "*", SearchOption.AllDirectories).Count();
        var uploads = await app.InDatabase(company.Id, (_, db) => db.ContentUploads.CountAsync());
        var blobs = await app.InDatabase(company.Id, (_, db) => db.ContentBlobs.CountAsync());
        return (stored, uploads, blobs);
    }

    public static async Task<byte[]> ReadContent(this TestApp app, TestCompany company, Guid id)
    {
        var opened = await app.InScope(company.Admin, sender => sender.Send(new OpenContentQuery(id)));
        await using var content = opened.Value.Content;
        var copy = new MemoryStream();
        await content.CopyToAsync(copy);
        return copy.ToArray();
    }
}
