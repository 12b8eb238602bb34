using SecurityTraining.Domain.Billing;

namespace SecurityTraining.Application.Common;

/// <summary>
/// A message that goes on although the company's bill is unpaid: what keeps an account safe, what the law gives people a right to, what stops
/// something, and learning that has been begun. Messages about billing itself, and those that need no company, need no such mark.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class DespiteUnpaidAttribute : Attribute
{
    /// <summary>Not only while the company is read-only, but also once it is suspended.</summary>
    public bool EvenSuspended { get; init; }

    /// <summary>Also for machines of a company whose plan has not, or has no longer, what they need: what they stop is stopped all the same.</summary>
    public bool EvenWithoutFeature { get; init; }
}

/// <summary>What the company's plan and its payments allow. Asked on every request, and so remembered for a few seconds.</summary>
public interface ICompanyStandings
{
    /// <returns>Null: there is no such company.</returns>
    ValueTask<CompanyStanding?> Find(Guid companyId, CancellationToken ct);
}
