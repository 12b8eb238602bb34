using Npgsql;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit.Http;

namespace SecurityTraining.WebApi.Tests.Isolation;

/// <summary>The proof that the probe finds leaks: without filters and without the wall of a table, its rows are found.</summary>
public sealed class MissingWallTests
{
    [Theory]
    [InlineData("departments", "GET /api/v1/departments")]
    [InlineData("users", "GET /api/v1/users/{id} Path")]
    [InlineData("simulations", "GET /api/v1/phishing/simulations/{id} Path")]
    [InlineData("recipients", "POST /api/v1/phishing/reports Body")]
    public async Task A_missing_wall_is_found(string table, string finding)
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Postgres, TwoCompanies.WithoutFilters);
        await using (var connection = new NpgsqlConnection(host.Database.SuperuserConnectionString))
        {
            await connection.OpenAsync();
            await using var sabotage = new NpgsqlCommand($"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY", connection);
            await sabotage.ExecuteNonQueryAsync();
        }

        var findings = await TwoCompanies.Probe(host, atLeast: 0, operation => finding.StartsWith(operation.Name, StringComparison.Ordinal));

        findings.ShouldContain(line => line.Contains(finding, StringComparison.Ordinal));
    }
}
