using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Identity.TwoFactors;

[Authenticated]
[WithoutSecondFactor]
[DespiteUnpaid(EvenSuspended = true)]
public sealed record GetTwoFactorQuery : IQuery<TwoFactorRow>;

/// <param name="Enabled">Whether it is asked for at sign-in.</param>
/// <param name="RequiredFrom">From when on the person cannot do without; null: it is up to them.</param>
public sealed record TwoFactorRow(bool Enabled, DateTimeOffset? ConfirmedAt, int BackupCodesLeft, bool Required, DateTimeOffset? RequiredFrom);

internal sealed class GetTwoFactorHandler(
    IRepository<User> users, IRepository<Company> companies, IRepository<TwoFactor> factors, ICurrentUser me)
    : IQueryHandler<GetTwoFactorQuery, TwoFactorRow>
{
    public async Task<ErrorOr<TwoFactorRow>> Handle(GetTwoFactorQuery query, CancellationToken cancellationToken)
    {
        if (await users.GetByIdAsync(me.RequireUserId(), cancellationToken) is not { } user
            || await companies.GetByIdAsync(user.CompanyId, cancellationToken) is not { } company)
        {
            return UserErrors.NotFound;
        }

        var factor = await factors.SingleOrDefaultAsync(new ConfirmedTwoFactorOfSpec(user.Id), cancellationToken);
        var requiredFrom = company.TwoFactorDueAt(user);
        return new TwoFactorRow(
            factor is not null, factor?.ConfirmedAt, factor?.BackupCodeHashes.Count ?? 0, requiredFrom is not null, requiredFrom);
    }
}
