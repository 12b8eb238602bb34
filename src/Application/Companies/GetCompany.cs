using AutoMapper;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Companies;

[RequirePermission(Permission.ReadCompany)]
[DespiteUnpaid(EvenSuspended = true)]
public sealed record GetCompanyQuery : IQuery<CompanyRow>;

public sealed record CompanyRow(
    Guid Id,
    string Name,
    CompanyStatus Status,
    string Language,
    string TimeZone,
    PlanKind Plan,
    DateTimeOffset? TrialEndsAt,
    int? BoughtSeats,
    DateTimeOffset? PaymentOverdueSince,
    int SeatsTaken,
    IReadOnlyList<string> CustomAttributeNames,
    bool TwoFactorRequired,
    int TwoFactorGraceDays,
    Guid? LogoContentId,
    bool AchievementsEnabled,
    DateTimeOffset CreatedAt,
    int Version) : IVersioned
{
    public int SeatLimit { get; init; }

    public BillingPhase BillingPhase { get; init; }
}

internal sealed class GetCompanyHandler(IReader<Company> companies, ICurrentUser me, TimeProvider clock)
    : IQueryHandler<GetCompanyQuery, CompanyRow>
{
    public async Task<ErrorOr<CompanyRow>> Handle(GetCompanyQuery request, CancellationToken cancellationToken)
    {
        var row = await companies.SingleOrDefaultAsync<CompanyRow>(new ByIdSpec<Company>(me.RequireCompanyId()), cancellationToken);
        var now = clock.GetUtcNow();
        return row is null
            ? CompanyErrors.NotFound
            : row with
            {
                SeatLimit = Company.SeatLimit(row.Plan, row.TrialEndsAt, row.BoughtSeats, now),
                BillingPhase = DunningPolicy.PhaseAt(row.PaymentOverdueSince, now),
            };
    }
}

internal sealed class CompanyRowProfile : Profile
{
    // How many seats there are and what holds depends on the time, too.
    public CompanyRowProfile() => CreateProjection<Company, CompanyRow>()
        .ForCtorParam(nameof(CompanyRow.TwoFactorRequired), required => required.MapFrom(company => company.TwoFactorRequiredSince != null))
        .ForCtorParam(nameof(CompanyRow.AchievementsEnabled), enabled => enabled.MapFrom(company => !company.AchievementsOff))
        .ForMember(row => row.SeatLimit, seats => seats.Ignore())
        .ForMember(row => row.BillingPhase, phase => phase.Ignore());
}
