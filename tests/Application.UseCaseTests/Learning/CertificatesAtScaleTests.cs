using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Learning.Certificates;
using SecurityTraining.Domain.Learning.Certificates;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Learning;

public sealed class CertificatesAtScaleTests(ITestOutputHelper output)
{
    private const int Portion = 500;
    private static readonly int Many = ProofSize.Of(inSuite: 40, full: 10_000);

    [Theory, ClassData(typeof(Engines))]
    public async Task Documents_of_a_whole_company_are_made_without_filling_the_memory(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 1);
        var course = await app.InDatabase(company.Id, (_, db) => db.Courses.OrderBy(course => course.Id).Select(course => course.Id).FirstAsync());
        foreach (var portion in Enumerable.Range(0, Many).Chunk(Portion))
        {
            Guid[] enrollments = [.. portion.Select(_ => Guid.CreateVersion7(app.Clock.GetUtcNow()))];
            await app.Services.CompleteCourse(company.Id, company.People[0].Id, course, 92, "en", enrollments);
        }

        var watch = Stopwatch.StartNew();
        var peak = 0L;
        await app.StartWorkers();
        await Eventually.Get(
            () =>
            {
                peak = Math.Max(peak, Environment.WorkingSet);
                return app.InDatabase(company.Id, (_, db) =>
                    db.WorkItems.CountAsync(item => item.CompanyId == company.Id && item.Kind == WorkKind.CertificateFile));
            },
            left => left == 0,
            atMost: TimeSpan.FromMinutes(15));

        output.WriteLine($"{provider}: {Many} documents, {Many / watch.Elapsed.TotalSeconds:F0} a second, working set {peak / 1024 / 1024} MiB");
        Directory.EnumerateFiles(Path.Combine(app.DataFolder, "files", "certificates"), "*", SearchOption.AllDirectories).Count().ShouldBe(Many);
        (await app.Send(new ListCertificatesQuery(Status: CertificateStatus.Valid), company.Admin)).Value.TotalItems.ShouldBe(Many);
    }
}
