using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;

namespace SecurityTraining.Domain.Platform;

/// <summary>
/// What the operator of the installation sees of a company without looking into it. It stands outside the walls between companies, and
/// follows the company in the same transaction. Its id is the company's.
/// </summary>
public sealed class CompanyListing : Entity
{
    private CompanyListing(Company company)
    {
        Id = company.Id;
        CreatedAt = company.CreatedAt;
        Name = NormalizedName = "";
        Follow(company);
    }

    private CompanyListing()
    {
        Name = NormalizedName = null!;
    }

    public string Name { get; private set; }

    /// <summary>For searching and sorting, in any case.</summary>
    public string NormalizedName { get; private set; }

    public CompanyStatus Status { get; private set; }

    /// <summary>Everybody whom the company has, but not those who were deleted.</summary>
    public int PeopleCount { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public static CompanyListing Of(Company company) => new(company);

    public void Follow(Company company)
    {
        Name = company.Name;
        NormalizedName = Normalize(company.Name);
        Status = company.Status;
        PeopleCount = company.PeopleCount;
    }

    public static string Normalize(string name) => name.Trim().ToLowerInvariant();
}
