using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Domain.Phishing.WorksCouncil;
using SecurityTraining.Infrastructure.Persistence;

namespace SecurityTraining.TestKit.Http;

/// <content>A simulation in works-council mode.</content>
public sealed partial class World
{
    /// <summary>Days would pass until its results are closed, so they are closed behind the service's back.</summary>
    private async Task AddWorksCouncil()
    {
        _ids["council"] = await Make("/api/v1/phishing/simulations", new
        {
            name = $"{Mark} council",
            templateIds = new[] { _ids["template"] },
            recipients = new { userIds = new[] { _ids["user"] } },
            worksCouncil = new { smallestGroup = 3 },
        });
        await using var scope = Host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenant>().Enter(Company.Id);
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var (id, now) = (Guid.Parse(_ids["council"], CultureInfo.InvariantCulture), TimeProvider.System.GetUtcNow());
        var simulation = await db.Set<Simulation>().SingleAsync(row => row.Id == id);
        var results = new Disclosure(1).Of([("Sales", new Deeds(Opened: true, Clicked: true, Submitted: false, Reported: false)), ("Sales", default)]);
        var clicker = PseudonymousResult.Of(simulation, Guid.CreateVersion7(now), new Deeds(Opened: true, Clicked: true, Submitted: false, Reported: false), results.Total)!;
        simulation.CloseResults(results, now);
        var unmasking = Unmasking.Request(simulation, clicker.Id, Mark, People[Role.Auditor], now).Value;
        db.Add(clicker);
        db.Add(unmasking);
        await db.SaveChangesAsync();
        (_ids["pseudonym"], _ids["unmasking"]) = (clicker.Id.ToString(), unmasking.Id.ToString());
    }
}
