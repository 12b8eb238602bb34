using System.Text.RegularExpressions;

namespace SecurityTraining.Architecture.Tests;

/// <summary>What people did in works-council mode lies in places of its own, which nothing that shows results by name knows of.</summary>
public sealed partial class WorksCouncilRuleTests
{
    private static readonly string[] Doorkeepers =
    [
        "Infrastructure/Persistence/AppDbContext.Sets.cs",
        "Infrastructure/Persistence/Auditing/AuditedChanges.cs",
        "Infrastructure/Persistence/Configurations/Phishing/WorksCouncilConfigurations.cs",
        "Infrastructure/Persistence/PseudonymousRecords.cs",
        "Infrastructure/Phishing/PhishingServices.cs",
        "Application/Common/Security/ICompanySecrets.cs",
    ];

    [Fact]
    public void Nothing_else_reads_what_people_did_in_works_council_mode() => Strangers(Sources.All).ShouldBeEmpty();

    [Fact]
    public void A_reader_from_elsewhere_is_found() => Strangers(
        [
            new SourceFile("Application/Analytics/Curious.cs", "IReader<PseudonymousHit> hits"),
            new SourceFile("Infrastructure/Persistence/HitReports.cs", "db.PseudonymousResults.Where"),
            new SourceFile("Application/Phishing/WorksCouncil/Own.cs", "PseudonymKey"),
        ]).ShouldBe(["Application/Analytics/Curious.cs", "Infrastructure/Persistence/HitReports.cs"]);

    private static IEnumerable<string> Strangers(IEnumerable<SourceFile> files) => files
        .Where(file => !file.Folders.Contains("WorksCouncil", StringComparer.Ordinal) && !file.Folders.Contains("Migrations", StringComparer.Ordinal))
        .Where(file => !Doorkeepers.Contains(file.Path, StringComparer.Ordinal) && Guarded().IsMatch(file.Text))
        .Select(file => file.Path);

    [GeneratedRegex(@"\b(PseudonymousHits?|PseudonymousResults?|PseudonymKeys?|IPseudonymousRecords)\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Guarded();
}
