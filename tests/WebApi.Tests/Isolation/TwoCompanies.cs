using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.Infrastructure.Persistence.Postgres;
using SecurityTraining.TestKit.Http;
using SecurityTraining.WebApi.Tests.Contract;

namespace SecurityTraining.WebApi.Tests.Isolation;

/// <summary>One of them looks for whatever it can see of the other.</summary>
internal static class TwoCompanies
{
    /// <param name="atLeast">As many requests it must have been worth.</param>
    /// <param name="which">Null: every operation.</param>
    public static async Task<IReadOnlyList<string>> Probe(ApiHost host, int atLeast, Func<Operation, bool>? which = null)
    {
        var mine = await World.Create(host, "alpaca");
        var others = await World.Create(host, "zebrafish");
        await HoldWork(host);
        var operations = await Operation.ReadAll(host.Anonymous);
        var probe = new IsolationProbe(mine, others, [.. operations.Where(operation => which?.Invoke(operation) != false)]);
        var findings = await probe.Run();
        probe.Tried.ShouldBeGreaterThanOrEqualTo(atLeast);
        return findings;
    }

    public static void WithoutFilters(IServiceCollection services) =>
        services.ConfigureDbContext<PostgresDbContext>(options => options.ReplaceService<IModelCustomizer, NoTenantFilter>());

    /// <summary>What a company's own worker does meanwhile would look like something that the other has done.</summary>
    private static async Task HoldWork(ApiHost host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenant>().EnterControlPlane();
        await scope.ServiceProvider.GetRequiredService<AppDbContext>().WorkItems
            .Where(item => item.Kind == WorkKind.RiskUpdate || item.Kind == WorkKind.QuizRegrading)
            .ExecuteUpdateAsync(update => update.SetProperty(item => item.IsHeld, true));
    }

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
