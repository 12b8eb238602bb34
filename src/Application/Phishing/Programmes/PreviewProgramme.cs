using System.Globalization;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing.Programmes;

namespace SecurityTraining.Application.Phishing.Programmes;

/// <summary>
/// The next twelve runs. They take place at exactly these moments, unless the programme, the company's holidays or its time zone are changed.
/// </summary>
[RequirePermission(Permission.ReadPhishing)]
public sealed record PreviewProgrammeQuery(Guid Id) : IQuery<ProgrammePreview>
{
    public const int Runs = 12;
}

/// <param name="Runs">Of a programme that is paused, those that there would be.</param>
public sealed record ProgrammePreview(string TimeZone, IReadOnlyList<PlannedRunRow> Runs);

/// <param name="Name">Of the simulation.</param>
/// <param name="Day">Where the company is.</param>
public sealed record PlannedRunRow(string Name, DateOnly Day, DateTimeOffset StartsAt);

internal sealed class PreviewProgrammeHandler(
    IRepository<Programme> programmes, IRepository<Company> companies, ProgrammeCalendars calendars, TimeProvider clock)
    : IQueryHandler<PreviewProgrammeQuery, ProgrammePreview>
{
    public async Task<ErrorOr<ProgrammePreview>> Handle(PreviewProgrammeQuery request, CancellationToken cancellationToken)
    {
        if (await programmes.GetByIdAsync(request.Id, cancellationToken) is not { } programme)
        {
            return ProgrammeErrors.NotFound;
        }

        var calendar = await calendars.Get(cancellationToken);
        var company = (await companies.GetByIdAsync(programme.CompanyId, cancellationToken))!;
        var runs = programme.Prospect(calendar, clock.GetUtcNow()).Take(PreviewProgrammeQuery.Runs)
            .Select(run => new PlannedRunRow(
                $"{programme.Plan.Name} {programme.Rhythm.Occasion(run, calendar, company.Language)}", calendar.DayOf(run.At), run.At));
        return new ProgrammePreview(calendar.TimeZone, [.. runs]);
    }
}

internal static class Occasions
{
    /// <summary>What tells a run from the others: its month, or its day if there is more than one in a month.</summary>
    public static string Occasion(this ProgrammeRhythm rhythm, PlannedRun run, ProgrammeCalendar calendar, string language) =>
        calendar.DayOf(run.At).ToString(rhythm.Frequency == RunFrequency.Weekly ? "d" : "Y", CultureInfo.GetCultureInfo(language));
}
