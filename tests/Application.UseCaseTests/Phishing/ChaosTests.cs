using ErrorOr;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Application.Phishing.Control;
using SecurityTraining.Application.Phishing.Simulations;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Phishing;

/// <summary>Everything that can be done to a running simulation, at random moments, held against what must be true whatever was done.</summary>
public sealed class ChaosTests
{
    private const int People = 40;

    [Theory, ClassData(typeof(Engines))]
    public async Task Nobody_gets_two_mails_and_nobody_is_forgotten(DatabaseProvider provider)
    {
        for (var seed = 1; seed <= ProofSize.Of(inSuite: 2, full: 50); seed++)
        {
            await Play(provider, seed);
        }
    }

    private static async Task Play(DatabaseProvider provider, int seed)
    {
        var random = new Random(seed);
        await using var stage = await Stage.Open(provider, People);
        stage.Post.Answer = (mail, tries) => tries == 1 && mail.MessageId[0] < '4'
            ? new MailReceipt(MailVerdict.TemporaryFailure, "451 Later")
            : new MailReceipt(MailVerdict.Accepted, "250 OK");
        var wanted = stage.Company.People.Take(People / 2).Select(person => person.Id).ToHashSet();
        var id = await stage.Launch(simulation => simulation with { SpreadMinutes = 30, Recipients = new SimulationRecipients(UserIds: [.. wanted]) });
        var isCancelled = false;
        for (var step = 0; step < 25 && !isCancelled; step++)
        {
            isCancelled = await Act(stage, id, random, wanted);
            stage.App.Clock.Advance(TimeSpan.FromSeconds(random.Next(120)));
        }

        await stage.Send(new SetKillSwitchCommand(IsOn: false));
        if (isCancelled)
        {
            // What was under way may still go out; once it has, nothing more does.
            stage.App.Clock.Advance(TimeSpan.FromMinutes(1));
            var sent = stage.Post.Accepted.Count;
            var template = await stage.AddTemplate(change: template => template with { Subject = "marker" });
            await stage.WaitFor(await stage.Launch(simulation => simulation with { Name = "Marker" }, template), SimulationStatus.Completed);
            stage.Post.Accepted.Count(mail => mail.Subject != "marker").ShouldBeLessThanOrEqualTo(sent + stage.Post.Connections, $"seed {seed}");
        }
        else
        {
            await stage.TrySend(new ResumeSimulationCommand(id));
            await stage.WaitFor(id, SimulationStatus.Completed);
            var rows = await stage.Results(id);
            rows.Select(row => row.UserId).ToHashSet().SetEquals(wanted).ShouldBeTrue($"seed {seed}");
            rows.ShouldAllBe(row => row.Delivery == DeliveryStatus.Sent || row.Delivery == DeliveryStatus.Skipped, $"seed {seed}");
        }

        stage.Post.Accepted.Where(mail => mail.Subject != "marker").CountBy(mail => mail.To.Address).ShouldAllBe(person => person.Value == 1, $"seed {seed}");
    }

    /// <returns>Whether it has been cancelled.</returns>
    private static async Task<bool> Act(Stage stage, Guid id, Random random, HashSet<Guid> wanted)
    {
        switch (random.Next(9))
        {
            case 0:
                await stage.TrySend(new PauseSimulationCommand(id));
                return false;
            case 1 or 2:
                await stage.TrySend(new ResumeSimulationCommand(id));
                return false;
            case 3:
                var more = stage.Company.People.Skip(random.Next(People)).Take(5).Select(person => person.Id).ToList();
                if (!(await stage.TrySend(new AddSimulationRecipientsCommand(id, new SimulationRecipients(UserIds: more)))).IsError)
                {
                    wanted.UnionWith(more);
                }

                return false;
            case 4 or 5:
                var rows = await stage.Results(id);
                foreach (var row in rows.Skip(random.Next(rows.Count + 1)).Take(2))
                {
                    await TryBoth(stage, id, row);
                }

                return false;
            case 6:
                await stage.Send(new SetKillSwitchCommand(IsOn: true, "Chaos"));
                return false;
            case 7:
                await stage.Send(new SetKillSwitchCommand(IsOn: false));
                return false;
            default:
                return random.Next(3) == 0 && !(await stage.TrySend(new CancelSimulationCommand(id))).IsError;
        }
    }

    private static Task<ErrorOr<Success>> TryBoth(Stage stage, Guid id, RecipientRow row) => row.Delivery switch
    {
        DeliveryStatus.Pending => stage.TrySend(new SkipRecipientCommand(id, row.Id)),
        _ => stage.TrySend(new RetryRecipientCommand(id, row.Id)),
    };
}
