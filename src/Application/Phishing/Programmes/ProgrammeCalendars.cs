using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Phishing.Programmes;

namespace SecurityTraining.Application.Phishing.Programmes;

/// <summary>The company's clock and holidays, as they are now.</summary>
internal sealed class ProgrammeCalendars(IRepository<Company> companies, PhishingPolicies policies, ITenant tenant)
{
    public async Task<ProgrammeCalendar> Get(CancellationToken ct)
    {
        var company = (await companies.GetByIdAsync(tenant.CompanyId!.Value, ct))!;
        var policy = await policies.Get(ct);
        return new ProgrammeCalendar(company.TimeZone, policy.Holidays.Select(holiday => holiday.Date).ToHashSet());
    }
}
