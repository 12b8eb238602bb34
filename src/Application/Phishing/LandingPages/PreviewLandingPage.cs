using System.Net;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.LandingPages;

/// <summary>Shows a landing page as one real person would see it. Its forms lead nowhere.</summary>
/// <param name="UserId">Absent: the caller.</param>
[RequirePermission(Permission.ReadPhishing)]
public sealed record PreviewLandingPageQuery(Guid Id, Guid? UserId) : IQuery<LandingPagePreview>;

/// <param name="Stages">A whole document each; show it where no script can run (<c>sandbox</c>).</param>
public sealed record LandingPagePreview(IReadOnlyList<string> Stages);

internal sealed class PreviewLandingPageHandler(
    IRepository<LandingPage> pages,
    IRepository<User> users,
    IRepository<Company> companies,
    RecipientSnapshots snapshots,
    ILureHtml html,
    ICurrentUser me,
    TimeProvider clock) : IQueryHandler<PreviewLandingPageQuery, LandingPagePreview>
{
    public async Task<ErrorOr<LandingPagePreview>> Handle(PreviewLandingPageQuery request, CancellationToken cancellationToken)
    {
        if (await pages.GetByIdAsync(request.Id, cancellationToken) is not { } page)
        {
            return LandingPageErrors.NotFound;
        }

        if ((request.UserId ?? me.UserId) is not { } userId || await users.GetByIdAsync(userId, cancellationToken) is not { } person)
        {
            return UserErrors.NotFound;
        }

        var company = await companies.GetByIdAsync(me.RequireCompanyId(), cancellationToken);
        var snapshot = (await snapshots.Take(company!, [person], _ => clock.GetUtcNow(), cancellationToken))[0];
        var values = PreviewValues.For(snapshot, sender: null);
        return new LandingPagePreview(
        [
            .. page.Stages.Select(stage => MergeTemplate.Parse(html.CleanLandingPage(stage.Html)).Render(values, WebUtility.HtmlEncode)),
        ]);
    }
}
