using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.TestKit;

/// <summary>A company in a test, with an administrator and the people who were asked for.</summary>
public sealed record TestCompany(Guid Id, Actor Admin, IReadOnlyList<User> People)
{
    public Actor As(Role role) => Admin with { UserId = People[0].Id, Role = role };
}

public static class Companies
{
    /// <summary>Puts a company straight into the database; its people are <c>person1@example.com</c> and so on.</summary>
    public static Task<TestCompany> AddCompany(this TestApp app, int people = 0, string domain = "example.com", Action<Company>? arrange = null)
    {
        var now = app.Clock.GetUtcNow();
        var company = Company.Register("Nordwind GmbH", now);
        return app.InDatabase(company.Id, async (_, db) =>
        {
            var admin = Person(company.Id, "Ada", "Admin", $"ada.{company.Id:N}@{domain}", Role.CompanyAdmin, now);
            var staff = Enumerable.Range(1, people)
                .Select(number => Person(company.Id, $"First{number}", $"Last{number}", $"person{number}@{domain}", Role.Employee, now))
                .ToList();
            company.AddPeople(people + 1, now);
            arrange?.Invoke(company);
            db.Add(company);
            db.Add(admin);
            db.AddRange(staff);
            await db.SaveChangesAsync();
            return new TestCompany(company.Id, new Actor(admin.Id, company.Id, Role.CompanyAdmin), staff);
        });
    }

    private static User Person(Guid companyId, string first, string last, string email, Role role, DateTimeOffset now) =>
        User.Create(companyId, EmailAddress.Parse(email).Value, new PersonName(first, last), role, now);
}
