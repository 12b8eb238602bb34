using SecurityTraining.Domain.People;

namespace SecurityTraining.Domain.UnitTests.People;

public sealed class PeopleImportTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Portions_add_up_and_progress_never_goes_back()
    {
        var import = Start();

        import.Advance(new ImportPortion(500, 400, 90, 10, 60, []));
        import.Advance(new ImportPortion(500, 500, 0, 0, 40, []));
        import.Progress.ShouldBe(60);
        import.Advance(new ImportPortion(1, 0, 0, 1, 100, [new ImportError(1002, "email", "Wrong.")]));
        import.Progress.ShouldBe(99);
        import.Complete(Now);

        (import.NextLine, import.Created, import.Updated, import.Skipped, import.Progress, import.Status)
            .ShouldBe((1001, 900, 90, 11, 100, ImportStatus.Completed));
    }

    [Fact]
    public void Only_so_many_errors_are_kept_but_all_are_counted()
    {
        var import = Start();
        List<ImportError> errors = [.. Enumerable.Range(1, 400).Select(line => new ImportError(line, "email", "Wrong."))];

        for (var portion = 0; portion < 3; portion++)
        {
            import.Advance(new ImportPortion(400, 0, 0, 400, 0, errors));
        }

        (import.Errors.Count, import.Skipped).ShouldBe((PeopleImport.MaxErrors, 1200));
    }

    private static PeopleImport Start() =>
        PeopleImport.Queue(Guid.CreateVersion7(), Guid.CreateVersion7(), "key", "people.csv", dryRun: false, Now);
}
