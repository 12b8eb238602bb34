using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.Infrastructure.Persistence.Postgres;
using SecurityTraining.TestKit;
using SecurityTraining.TestKit.Http;
using SecurityTraining.WebApi.Tests.Contract;

namespace SecurityTraining.WebApi.Tests.Isolation;

public sealed class IsolationTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Nobody_reaches_into_another_company(DatabaseProvider provider)
    {
        await using var host = await ApiHost.Start(provider);

        (await Probe(host)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Row_level_security_alone_keeps_companies_apart()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Postgres, WithoutFilters);

        (await Probe(host)).ShouldBeEmpty();
    }

    /// <summary>The proof that the probe finds leaks: without filters and without the wall of a table, its rows are found.</summary>
    [Theory]
    [InlineData("departments", "GET /api/v1/departments")]
    [InlineData("users", "GET /api/v1/users/{id} Path")]
    [InlineData("simulations", "GET /api/v1/phishing/simulations/{id} Path")]
    [InlineData("recipients", "POST /api/v1/phishing/reports Body")]
    public async Task A_missing_wall_is_found(string table, string finding)
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Postgres, WithoutFilters);
        await using (var connection = new NpgsqlConnection(host.Database.SuperuserConnectionString))
        {
            await connection.OpenAsync();
            await using var sabotage = new NpgsqlCommand($"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY", connection);
            await sabotage.ExecuteNonQueryAsync();
        }

        (await Probe(host)).ShouldContain(line => line.Contains(finding, StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<string>> Probe(ApiHost host)
    {
        var mine = await World.Create(host, "alpaca");
        var others = await World.Create(host, "zebrafish");
        await HoldRiskUpdates(host);
        var probe = new IsolationProbe(mine, others, await Operation.ReadAll(host.Anonymous));
        var findings = await probe.Run();
        probe.Tried.ShouldBeGreaterThan(300);
        return findings;
    }

    /// <summary>What a company's own worker does meanwhile would look like something that the other has done.</summary>
    private static async Task HoldRiskUpdates(ApiHost host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenant>().EnterControlPlane();
        await scope.ServiceProvider.GetRequiredService<AppDbContext>().WorkItems.Where(item => item.Kind == WorkKind.RiskUpdate)
            .ExecuteUpdateAsync(update => update.SetProperty(item => item.IsHeld, true));
    }

    private static void WithoutFilters(IServiceCollection services) =>
        services.ConfigureDbContext<PostgresDbContext>(options => options.ReplaceService<IModelCustomizer, NoTenantFilter>());

    private sealed class NoTenantFilter(ModelCustomizerDependencies dependencies) : RelationalModelCustomizer(dependencies)
    {
        public override void Customize(ModelBuilder modelBuilder, DbContext context)
        {
            base.Customize(modelBuilder, context);
            foreach (var type in modelBuilder.Model.GetEntityTypes())
            {
                type.SetQueryFilter(AppDbContext.TenantFilter, null);
            }
        }
    }
}
