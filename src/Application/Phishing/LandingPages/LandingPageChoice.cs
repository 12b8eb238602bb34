using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.LandingPages;

/// <summary>Finds the landing pages that templates name.</summary>
internal sealed class LandingPageChoice(IRepository<LandingPage> pages)
{
    /// <returns>An error for a page that the company does not have; naming none is right, too.</returns>
    public async Task<ErrorOr<Success>> Check(Guid? landingPageId, CancellationToken ct) =>
        landingPageId is not { } id || await pages.AnyAsync(new ByIdSpec<LandingPage>(id), ct)
            ? Result.Success
            : ValidationErrors.For("landingPageId", LandingPageErrors.NotFound.Description);

    /// <returns>By id; without those that have been deleted meanwhile.</returns>
    public async Task<IReadOnlyDictionary<Guid, LandingPage>> NamedBy(IEnumerable<LureTemplate> templates, CancellationToken ct)
    {
        var ids = templates.Select(template => template.LandingPageId).OfType<Guid>().Distinct().ToList();
        return ids.Count == 0 ? new Dictionary<Guid, LandingPage>() : (await pages.ListAsync(new IdsSpec<LandingPage>(ids), ct)).ToDictionary(page => page.Id);
    }
}
