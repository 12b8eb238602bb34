using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace SecurityTraining.Architecture.Tests;

/// <summary>The tests that documents and scripts name are there: a proof that has been renamed or removed is none.</summary>
public sealed partial class ProofTests
{
    private static readonly HashSet<string> Tests = [.. AllTests()];

    [Fact]
    public void Every_promise_names_tests_that_exist()
    {
        var lines = File.ReadAllLines(Path.Combine(Root(), "docs", "security-proofs.md")).Where(line => line.StartsWith("| ", StringComparison.Ordinal)).ToList();
        var promises = lines.Where(line => !line.StartsWith("| promise ", StringComparison.Ordinal)).ToList();

        promises.Count.ShouldBeGreaterThan(20);
        promises.Where(promise => !NamedTest().IsMatch(promise)).ShouldBeEmpty();
        promises.SelectMany(Missing).ShouldBeEmpty();
    }

    [Fact]
    public void A_test_that_does_not_exist_is_found() =>
        Missing("`ProofTests.A_test_that_does_not_exist_is_found` and `ProofTests.Nobody_has_written_this`").ShouldBe(["ProofTests.Nobody_has_written_this"]);

    private static IEnumerable<string> Missing(string text) => NamedTest().Matches(text).Select(match => match.Groups["name"].Value).Where(name => !Tests.Contains(name));

    private static IEnumerable<string> AllTests() =>
        from file in Directory.EnumerateFiles(Path.Combine(Root(), "tests"), "*Tests.cs", SearchOption.AllDirectories)
        let text = File.ReadAllText(file)
        from declared in TestClass().Matches(text).Take(1)
        from test in TestMethod().Matches(text)
        select $"{declared.Groups["name"].Value}.{test.Groups["name"].Value}";

    private static string Root([CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..");

    [GeneratedRegex(@"`(?<name>\w+Tests\.\w+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex NamedTest();

    [GeneratedRegex(@"public sealed (partial )?class (?<name>\w+Tests)\b", RegexOptions.ExplicitCapture)]
    private static partial Regex TestClass();

    [GeneratedRegex(@"public (async )?(Task|void) (?<name>\w+)\(", RegexOptions.ExplicitCapture)]
    private static partial Regex TestMethod();
}
