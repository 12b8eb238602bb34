using SecurityTraining.Application.People;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.People;

public sealed class SeatTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Fifty_invitations_at_once_get_exactly_the_free_seats_and_clear_refusals(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(arrange: company => company.Subscribe(PlanKind.Free));

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(number =>
            Task.Run(() => app.Send(new CreateUserCommand($"new{number}@example.com", "New", "Person"), company.Admin))));

        answers.Count(answer => !answer.IsError).ShouldBe(9);
        answers.Where(answer => answer.IsError).Select(answer => answer.FirstError.Code).Distinct().ShouldBe(["seat_limit_reached"]);
        (await app.SeatsTaken(company)).ShouldBe(10);
        (await app.Count(company)).ShouldBe(10);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_same_address_at_once_is_taken_once(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ =>
            Task.Run(() => app.Send(new CreateUserCommand("new@example.com", "New", "Person"), company.Admin))));

        answers.Count(answer => !answer.IsError).ShouldBe(1);
        answers.Where(answer => answer.IsError).Select(answer => answer.FirstError).Distinct().ShouldBe([UserErrors.EmailTaken]);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_deactivated_person_gives_back_the_seat_once(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 9, arrange: company => company.Subscribe(PlanKind.Free));
        var person = company.People[0].Id;

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => app.Send(new DeactivateUserCommand(person), company.Admin))));
        (await app.SeatsTaken(company)).ShouldBe(9);

        (await app.Send(new CreateUserCommand("new@example.com", "New", "Person"), company.Admin)).IsError.ShouldBeFalse();
        (await app.Send(new ActivateUserCommand(person), company.Admin)).FirstError.Code.ShouldBe("seat_limit_reached");
        (await app.Find(company, company.People[0].Email)).Status.ShouldBe(UserStatus.Deactivated);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Two_administrators_who_remove_each_other_leave_one(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany();
        var first = company.Admin.UserId!.Value;
        for (var round = 0; round < 10; round++)
        {
            var email = $"admin{round}@example.com";
            var second = (await app.Send(new CreateUserCommand(email, "Second", "Admin", Role.CompanyAdmin), company.Admin)).Value;

            var answers = await Task.WhenAll(
                Task.Run(() => app.Send(new UpdateUserCommand(second, new UserChanges(Role: Role.Employee)), company.Admin)),
                Task.Run(() => app.Send(new DeactivateUserCommand(first), company.Admin with { UserId = second })));

            answers.Count(answer => !answer.IsError).ShouldBe(1);
            answers.Single(answer => answer.IsError).FirstError.ShouldBe(UserErrors.LastAdministrator);
            first = answers[1].IsError ? first : second;
        }
    }
}
