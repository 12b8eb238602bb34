using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Companies;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Companies;

public sealed class CompanyTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task An_administrator_describes_the_company(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany();

        (await app.Send(new UpdateCompanyCommand(Language: "de"), company.Admin)).IsError.ShouldBeFalse();
        var invalid = await app.Send(new UpdateCompanyCommand(Name: " ", TimeZone: "Mars/Base"), company.Admin);

        var row = (await app.Send(new GetCompanyQuery(), company.Admin with { Role = Role.Auditor })).Value;
        (row.Name, row.Language, row.TimeZone, row.SeatsTaken, row.SeatLimit, row.Version)
            .ShouldBe(("Nordwind GmbH", "de", "Europe/Berlin", 1, 100_000, 2));
        invalid.Errors.Select(error => error.Metadata![ValidationErrors.FieldKey]).ShouldBe(["name", "timeZone"]);
        (await app.Send(new UpdateCompanyCommand(Name: "X"), company.Admin with { Role = Role.Auditor })).FirstError.ShouldBe(CommonErrors.Forbidden);
    }

    /// <summary>The name stands in mails to people who have not proven their address: as at registration, it cannot carry a link.</summary>
    [Theory, InlineData("https://evil.example"), InlineData("Nordwind www.evil.example"), InlineData("Nordwind\r\nBcc: x")]
    public async Task A_company_is_not_renamed_to_what_it_could_not_have_registered_as(string name)
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var company = await app.AddCompany();

        var refused = await app.Send(new UpdateCompanyCommand(Name: name), company.Admin);

        refused.Errors.ShouldHaveSingleItem().Metadata![ValidationErrors.FieldKey].ShouldBe("name");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_key_leaves_the_requirement_of_a_second_factor_alone(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany();
        (await app.Send(new UpdateCompanyCommand(TwoFactorRequired: true, TwoFactorGraceDays: 3), company.Admin)).IsError.ShouldBeFalse();
        var key = Actor.Machine(company.Id, Permission.ManageCompany, Permission.ReadCompany);

        foreach (var change in (UpdateCompanyCommand[])[new(TwoFactorRequired: false), new(TwoFactorGraceDays: 90), new(Name: "Südwind", TwoFactorRequired: false)])
        {
            (await app.Send(change, key)).FirstError.ShouldBe(CompanyErrors.SecurityIsForPeople);
        }

        (await app.Send(new UpdateCompanyCommand(Language: "de"), key)).IsError.ShouldBeFalse();
        var row = (await app.Send(new GetCompanyQuery(), company.Admin)).Value;
        (row.Name, row.Language, row.TwoFactorRequired, row.TwoFactorGraceDays).ShouldBe(("Nordwind GmbH", "de", true, 3));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_domain_is_proven_by_its_txt_record(DatabaseProvider provider)
    {
        var dns = new KnownRecords();
        await using var app = await TestApp.Start(provider, services => services.AddSingleton<ITxtRecords>(dns));
        var company = await app.AddCompany();
        var id = (await app.Send(new AddMailDomainCommand("Nordwind.DE"), company.Admin)).Value;
        var claimed = (await app.Send(new GetMailDomainQuery(id), company.Admin)).Value;

        (await app.Send(new VerifyMailDomainCommand(id), company.Admin)).FirstError.Code.ShouldBe("domain_not_proven");
        dns.Add(claimed.RecordName, "v=spf1 -all", claimed.RecordValue);
        (await app.Send(new VerifyMailDomainCommand(id), company.Admin)).IsError.ShouldBeFalse();

        claimed.RecordName.ShouldBe("_securitytraining.nordwind.de");
        claimed.Verified.ShouldBeFalse();
        var row = (await app.Send(new ListMailDomainsQuery(Page: null, PageSize: null), company.Admin)).Value.Items.Single();
        (row.Name, row.Verified, row.VerifiedAt).ShouldBe(("nordwind.de", true, app.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task Domains_that_nobody_can_own_are_refused_and_configured_ones_need_no_proof()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var company = await app.AddCompany();

        (await app.Send(new AddMailDomainCommand("gmail.com"), company.Admin)).FirstError.Code.ShouldBe("domain_public");
        (await app.Send(new AddMailDomainCommand("not a domain"), company.Admin)).FirstError.Code.ShouldBe("domain_invalid");
        var id = (await app.Send(new AddMailDomainCommand("mail.example.com"), company.Admin)).Value;
        (await app.Send(new AddMailDomainCommand("mail.example.com"), company.Admin)).FirstError.ShouldBe(MailDomainErrors.AlreadyClaimed);
        (await app.Send(new VerifyMailDomainCommand(id), company.Admin)).IsError.ShouldBeFalse();
        (await app.Send(new RemoveMailDomainCommand(id), company.Admin)).IsError.ShouldBeFalse();
        (await app.Send(new VerifyMailDomainCommand(id), company.Admin)).FirstError.ShouldBe(MailDomainErrors.NotFound);
    }

    private sealed class KnownRecords : ITxtRecords
    {
        private readonly Dictionary<string, string[]> _records = new(StringComparer.Ordinal);

        public void Add(string name, params string[] texts) => _records[name] = texts;

        public Task<IReadOnlyList<string>> Find(string name, CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<string>>(_records.GetValueOrDefault(name) ?? []);
    }
}
