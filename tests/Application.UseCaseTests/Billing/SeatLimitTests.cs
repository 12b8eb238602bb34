using System.Text;
using System.Text.Json;
using ErrorOr;
using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.People;
using SecurityTraining.Application.People.Scim.Users;
using SecurityTraining.Application.UseCaseTests.Identity;
using SecurityTraining.Application.UseCaseTests.People;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Billing;

/// <summary>Whichever way people come, and however many at once: never more than the plan has room for.</summary>
public sealed class SeatLimitTests
{
    private const int Seats = 15;
    private const int OfEachKind = 10;

    [Theory, ClassData(typeof(Engines))]
    public async Task Fifty_at_once_by_five_ways_fill_the_last_seats_and_no_more(DatabaseProvider provider)
    {
        await using var stage = await SignOnStage.Start(provider);
        var (app, company) = (stage.App, new TestCompany(stage.Owner.CompanyId, stage.Admin, []));
        var former = new List<Guid>();
        for (var number = 0; number < OfEachKind; number++)
        {
            former.Add((await app.Send(new CreateUserCommand($"former{number}@example.com", "Former", "Person"), stage.Admin)).Value);
            (await app.Send(new DeactivateUserCommand(former[number]), stage.Admin)).IsError.ShouldBeFalse();
        }

        (await app.Send(new DeleteUserCommand(former[0]), stage.Admin)).IsError.ShouldBeFalse();
        var file = await app.Upload(company, Csv());
        await app.Arrange(company.Id, row => row.Subscribe(PlanKind.Professional, Seats));
        (await app.SeatsTaken(company)).ShouldBe(1);

        var machine = Actor.Machine(company.Id, Permission.Provision);
        var attempts = Enumerable.Range(0, OfEachKind).SelectMany(number => new Func<Task<string?>>[]
        {
            async () => Code(await app.Send(new CreateUserCommand($"invited{number}@example.com", "New", "Person"), stage.Admin)),
            async () => Code(await app.Send(new CreateScimUserCommand(Json($"scim{number}@example.com")), machine)),
            async () => Code(await stage.Return(SignOnStage.Person($"arrived{number}"))),
            async () => Code(await Return(stage, former[number])),
        }).Append(async () =>
        {
            await app.Work(company, file);
            return null;
        }).ToList();
        attempts.Count.ShouldBe((4 * OfEachKind) + 1);

        var codes = await Task.WhenAll(attempts.Select(Task.Run));

        codes.OfType<string>().Distinct().ShouldBe(["seat_limit_reached"]);
        var done = await app.Look(company, file);
        done.Status.ShouldBe(ImportStatus.Completed);
        done.Errors.ShouldAllBe(error => error.Message == CompanyErrors.SeatLimitReached(Seats, PlanKind.Professional).Description);
        (codes.Count(code => code is null) - 1 + done.Created).ShouldBe(Seats - 1);
        var active = await app.InDatabase(company.Id, (_, db) => db.Users.CountAsync(user => user.Status == UserStatus.Active));
        (await app.SeatsTaken(company), active).ShouldBe((Seats, Seats));
    }

    /// <summary>Somebody who was deactivated, or deleted after that.</summary>
    private static async Task<ErrorOr<Success>> Return(SignOnStage stage, Guid id)
    {
        await stage.App.Send(new RestoreUserCommand(id), stage.Admin);
        return await stage.App.Send(new ActivateUserCommand(id), stage.Admin);
    }

    private static string? Code<T>(ErrorOr<T> answer) => answer.IsError ? answer.FirstError.Code : null;

    private static JsonElement Json(string userName) => JsonSerializer.SerializeToElement(new { userName });

    private static byte[] Csv()
    {
        var lines = Enumerable.Range(0, OfEachKind).Select(number => $"imported{number}@example.com,New,Person");
        return Encoding.UTF8.GetBytes($"email,firstName,lastName\n{string.Join('\n', lines)}\n");
    }
}
