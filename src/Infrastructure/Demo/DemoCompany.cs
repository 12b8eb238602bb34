using ErrorOr;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;
using SecurityTraining.Infrastructure.Persistence;

namespace SecurityTraining.Infrastructure.Demo;

/// <summary>
/// A company to look at, with people and a simulation that is over, for whoever starts the service for the first time. Made only in an
/// empty database, and never in Production: its password is known to everybody.
/// </summary>
public sealed class DemoCompany
{
    public const string AdminEmail = "admin@" + Domain;
    public const string AdminPassword = "Leuchtturm-Nebel-47";

    internal const string Domain = "example.com";

    private const string SeedKey = "Demo:Seed";

    private static readonly TimeSpan Age = TimeSpan.FromDays(40);

    private readonly IServiceScopeFactory _scopes;
    private readonly IPasswordHasher _hasher;
    private readonly TimeProvider _clock;
    private readonly string? _operator;
    private readonly bool _isWanted;

    /// <exception cref="InvalidOperationException">It is asked for where it must not be.</exception>
    public DemoCompany(
        IConfiguration configuration, IHostEnvironment environment, IServiceScopeFactory scopes, IPasswordHasher hasher, TimeProvider clock)
    {
        _scopes = scopes;
        _hasher = hasher;
        _clock = clock;
        _operator = configuration["PlatformAdmin:Email"];
        _isWanted = configuration.GetValue(SeedKey, false);
        if (_isWanted && !environment.IsDevelopment())
        {
            throw new InvalidOperationException($"{SeedKey} is for Development only: everybody knows the password of the demo company.");
        }
    }

    /// <summary>Whether <see cref="AdminEmail"/> and <see cref="AdminPassword"/> open it.</summary>
    public bool IsPresent { get; private set; }

    /// <summary>To be run at start, once the database is fit for use.</summary>
    public async Task Ensure(CancellationToken ct)
    {
        if (!_isWanted)
        {
            return;
        }

        var companyId = await FindCompany(ct);
        if (companyId is null && await IsEmpty(ct))
        {
            companyId = await Create(ct);
        }

        if (companyId is { } present)
        {
            // A step of its own, so that a start which was cut short after the first is made up for by the next.
            await InUnitOfWork(present, services => services.GetRequiredService<DemoSimulation>().Ensure(ct), ct);
            IsPresent = true;
        }
    }

    /// <returns>The company that the known sign-in opens; null if there is none, or somebody has made it theirs.</returns>
    private async Task<Guid?> FindCompany(CancellationToken ct)
    {
        if (await FindRoute(AdminEmail, ct) is not { } route)
        {
            return null;
        }

        await using var scope = _scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenant>().Enter(route.CompanyId);
        var admin = await scope.ServiceProvider.GetRequiredService<IRepository<User>>().GetByIdAsync(route.UserId, ct);
        return await _hasher.Verify(AdminPassword, admin?.PasswordHash, ct) ? route.CompanyId : null;
    }

    /// <summary>Whether nobody but the operator signs in. Companies themselves cannot be counted across the walls between them.</summary>
    private async Task<bool> IsEmpty(CancellationToken ct)
    {
        var platform = _operator is { Length: > 0 } && EmailAddress.Parse(_operator) is { IsError: false, Value.Value: var email }
            ? await FindRoute(email, ct)
            : null;
        await using var scope = _scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenant>().EnterControlPlane();
        var platformId = platform?.CompanyId;
        return !await scope.ServiceProvider.GetRequiredService<AppDbContext>().SignInRoutes.AnyAsync(route => route.CompanyId != platformId, ct);
    }

    private async Task<SignInRoute?> FindRoute(string email, CancellationToken ct)
    {
        await using var scope = _scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ISignInRoutes>().Find(email, ct);
    }

    /// <returns>Null if another instance was faster.</returns>
    private async Task<Guid?> Create(CancellationToken ct)
    {
        var since = _clock.GetUtcNow() - Age;
        var passwordHash = await _hasher.Hash(AdminPassword, ct);
        var company = Company.Register("Nordwind Logistik GmbH", since);
        company.Describe(company.Name, "de", "Europe/Berlin");
        company.Subscribe(PlanKind.Professional);
        var created = await InUnitOfWork(
            company.Id,
            services =>
            {
                var db = services.GetRequiredService<AppDbContext>();
                db.Add(company);
                db.Add(OwnDomain(company.Id, since));
                db.Add(Administrator(company.Id, passwordHash, since, services.GetRequiredService<ISignInRoutes>()));
                db.AddRange(Staff(company.Id, since, out var departments));
                db.AddRange(departments);
                return Task.FromResult(company.AddPeople(1 + DemoPeople.Departments.Sum(department => department.People.Count), since));
            },
            ct);
        return created ? company.Id : null;
    }

    private static MailDomain OwnDomain(Guid companyId, DateTimeOffset now)
    {
        var domain = MailDomain.Claim(companyId, Domain, now).Value;
        domain.VerifyByConfiguration(now);
        return domain;
    }

    private static User Administrator(Guid companyId, string passwordHash, DateTimeOffset now, ISignInRoutes routes)
    {
        var admin = Person(companyId, AdminEmail, new PersonName("Wiebke", "Carstens"), Role.CompanyAdmin, now);
        admin.SetProfile(admin.Profile with { JobTitle = "Informationssicherheitsbeauftragte", Language = "de" });
        admin.SetPasswordHash(passwordHash);
        admin.VerifyEmail(now);
        routes.Add(admin.Email, new SignInRoute(companyId, admin.Id));
        return admin;
    }

    private static List<User> Staff(Guid companyId, DateTimeOffset now, out List<Department> departments)
    {
        departments = [];
        var staff = new List<User>();
        var director = DemoPeople.Departments[0].People[0];
        foreach (var (name, _, _, people) in DemoPeople.Departments)
        {
            var department = Department.Create(companyId, name, now);
            departments.Add(department);
            foreach (var person in people)
            {
                var isHead = person == people[0];
                var user = Person(
                    companyId, person.Email, new PersonName(person.FirstName, person.LastName), isHead ? Role.Manager : Role.Employee, now);
                user.SetProfile(user.Profile with
                {
                    DepartmentId = department.Id,
                    JobTitle = person.JobTitle,
                    EmployeeNumber = $"NW-{1001 + staff.Count}",
                    ManagerEmail = person == director ? null : isHead ? director.Email : people[0].Email,
                    Language = person.Language,
                });
                staff.Add(user);
            }
        }

        return staff;
    }

    private static User Person(Guid companyId, string email, PersonName name, Role role, DateTimeOffset now) =>
        User.Create(companyId, EmailAddress.Parse(email).Value, name, role, now);

    /// <returns>Whether it was committed; false only if another instance has just written the same.</returns>
    private async Task<bool> InUnitOfWork(Guid companyId, Func<IServiceProvider, Task<ErrorOr<Success>>> step, CancellationToken ct)
    {
        await using var scope = _scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenant>().Enter(companyId);
        var done = await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().Run(_ => step(scope.ServiceProvider), ct);
        if (done.IsError && done.FirstError.Code != CommonErrors.AlreadyExists.Code)
        {
            throw new InvalidOperationException($"The demo company could not be made. {done.FirstError.Description}");
        }

        return !done.IsError;
    }
}

internal static class DemoServices
{
    public static IServiceCollection AddDemo(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.AddScoped<DemoSimulation>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<DemoCompany>(provider, configuration, environment));
        return services;
    }
}
