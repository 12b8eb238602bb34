using SecurityTraining.Domain.People;

namespace SecurityTraining.Domain.UnitTests.People;

public sealed class PeopleImportTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Portions_add_up_and_progress_never_goes_back()
    {
        var import = Start();

        import.Advance(Portion(500, 400, 90, 10, 60));
        import.Advance(Portion(500, 500, 0, 0, 40));
        import.Progress.ShouldBe(60);
        import.Advance(Portion(1, 0, 0, 1, 100, new ImportError(1002, "email", "Wrong.")));
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
            import.Advance(Portion(400, 0, 0, 400, 0, [.. errors]));
        }

        (import.Errors.Count, import.Skipped).ShouldBe((PeopleImport.MaxErrors, 1200));
    }

    [Theory]
    [InlineData(10, false, false, ImportStatus.Queued)]
    [InlineData(11, false, false, ImportStatus.Failed)]
    [InlineData(11, false, true, ImportStatus.Queued)]
    [InlineData(11, true, false, ImportStatus.Queued)]
    public void More_than_a_tenth_is_deactivated_only_when_confirmed(int missing, bool dryRun, bool isConfirmed, ImportStatus expected)
    {
        var import = Start(new ImportOptions(dryRun, DeactivateMissing: true, isConfirmed));

        import.FindMissing(missing, active: 100, [], Now);

        (import.Status, import.Missing).ShouldBe((expected, missing));
        import.Errors.Select(error => error.Code).ShouldBe(missing > 10 && !isConfirmed ? [PeopleImport.MassDeactivation] : []);
    }

    [Fact]
    public void A_hundred_people_of_each_kind_are_shown()
    {
        var import = Start();
        List<ImportSample> people = [.. Enumerable.Range(1, 80).Select(line => new ImportSample(line, $"a{line}@example.com", "A A", []))];

        import.Advance(Portion(80, 80, 0, 0, 50) with { Samples = ImportSamples.None with { Created = people } });
        import.Advance(Portion(80, 80, 0, 0, 50) with { Samples = ImportSamples.None with { Created = people } });

        import.Samples.Created.Count.ShouldBe(PeopleImport.MaxSamples);
        import.ForgetPeople(withFile: true);
        (import.Samples, import.HasFile, import.Created).ShouldBe((ImportSamples.None, false, 160));
    }

    private static ImportPortion Portion(int lines, int created, int updated, int skipped, int progress, params ImportError[] errors) =>
        new(lines, created, updated, Unchanged: 0, skipped, progress, errors, ImportSamples.None);

    private static PeopleImport Start(ImportOptions? options = null) =>
        PeopleImport.Queue(Guid.CreateVersion7(), Guid.CreateVersion7(), "key", "people.csv", options ?? new ImportOptions(), Now);
}
