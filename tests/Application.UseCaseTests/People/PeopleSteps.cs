using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.People;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.People;

internal static class PeopleSteps
{
    public static async Task<UserRow> Find(this TestApp app, TestCompany company, string email)
    {
        var found = await app.Send(new ListUsersQuery(Search: email), company.Admin);
        return (await app.Send(new GetUserQuery(found.Value.Items.Single().Id), company.Admin)).Value;
    }

    public static async Task<int> Count(this TestApp app, TestCompany company) =>
        (await app.Send(new ListUsersQuery(PageSize: 1), company.Admin)).Value.TotalItems;

    public static Task<int> SeatsTaken(this TestApp app, TestCompany company) => app.InDatabase(company.Id, (_, db) =>
        db.Set<Domain.Companies.Company>().Select(row => row.SeatsTaken).SingleAsync());
}
