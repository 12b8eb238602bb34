using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using SecurityTraining.Application.Identity;
using SecurityTraining.Application.Phishing.Simulations;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Demo;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Infrastructure.IntegrationTests.Demo;

public sealed class DemoCompanyTests
{
    private static readonly Dictionary<string, string?> Wanted = new() { ["Demo:Seed"] = "true" };

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Is_made_once_and_looks_real(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider, settings: Wanted);
        var demo = app.Services.GetRequiredService<DemoCompany>();

        await demo.Ensure(CancellationToken.None);
        await demo.Ensure(CancellationToken.None);

        demo.IsPresent.ShouldBeTrue();
        var signedIn = await app.Send(new LoginCommand(DemoCompany.AdminEmail, DemoCompany.AdminPassword));
        signedIn.IsError.ShouldBeFalse();
        var user = signedIn.Value.ShouldBeOfType<SignedIn>().User;
        var (adminId, companyId) = (user.Id, user.CompanyId);
        var simulation = await app.InDatabase(companyId, async (_, db) => await db.Simulations.SingleAsync());
        simulation.Status.ShouldBe(SimulationStatus.Completed);
        var summary = (await app.Send(new GetSimulationSummaryQuery(simulation.Id), new Actor(adminId, companyId, Role.CompanyAdmin))).Value;
        (summary.Recipients, summary.Sent, summary.Failed).ShouldBe((60, 60, 0));
        summary.Opened.ShouldBeGreaterThan(summary.Clicked);
        summary.Clicked.ShouldBeGreaterThan(summary.Submitted);
        summary.Submitted.ShouldBeGreaterThan(0);
        summary.Reported.ShouldBeGreaterThan(0);

        var (latest, verdicts) = await app.InDatabase(companyId, async (_, db) => (
            await db.SimulationEvents.MaxAsync(line => line.At), await db.SimulationEvents.Select(line => line.Verdict).Distinct().ToListAsync()));
        latest.ShouldBeLessThan(app.Clock.GetUtcNow());
        verdicts.ShouldContain(Verdict.Scanner);
        var mailbox = Path.Combine(app.DataFolder, "mailbox");
        (Directory.Exists(mailbox) ? Directory.GetFiles(mailbox) : []).ShouldBeEmpty();
    }

    [Fact]
    public async Task Keeps_out_of_a_database_that_is_in_use()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite, settings: Wanted);
        await app.Send(new RegisterCompanyCommand("Südwind", "Ada", "Reuter", "ada@example.com", "Kranich-Ufer-Nebel"));

        var demo = app.Services.GetRequiredService<DemoCompany>();
        await demo.Ensure(CancellationToken.None);

        demo.IsPresent.ShouldBeFalse();
        (await app.Send(new LoginCommand(DemoCompany.AdminEmail, DemoCompany.AdminPassword))).IsError.ShouldBeTrue();
    }

    [Fact]
    public void Its_password_satisfies_the_policy() => PasswordPolicy
        .Check(DemoCompany.AdminPassword, _ => false, "Nordwind Logistik GmbH", DemoCompany.AdminEmail, ProductWords.Name)
        .IsError.ShouldBeFalse();

    [Fact]
    public async Task Is_refused_in_Production()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(Wanted).Build();
        var production = new HostingEnvironment { EnvironmentName = Environments.Production };

        Should.Throw<InvalidOperationException>(
            () => ActivatorUtilities.CreateInstance<DemoCompany>(app.Services, configuration, production));
    }
}
