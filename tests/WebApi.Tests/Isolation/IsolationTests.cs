using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;
using SecurityTraining.TestKit.Http;

namespace SecurityTraining.WebApi.Tests.Isolation;

public sealed class IsolationTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Nobody_reaches_into_another_company(DatabaseProvider provider)
    {
        await using var host = await ApiHost.Start(provider);

        (await TwoCompanies.Probe(host, atLeast: 300)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Row_level_security_alone_keeps_companies_apart()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Postgres, TwoCompanies.WithoutFilters);

        (await TwoCompanies.Probe(host, atLeast: 300)).ShouldBeEmpty();
    }
}
