using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Settings;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Application.Phishing.LandingPages;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Templates;

/// <summary>Shows a lure as one real person would get it. Its links lead nowhere, and nothing is sent or kept.</summary>
/// <param name="UserId">Absent: the caller.</param>
[RequirePermission(Permission.ReadPhishing)]
public sealed record PreviewLureTemplateQuery(Guid Id, Guid? UserId) : IQuery<LurePreview>;

/// <param name="Html">The mail as it is shown, without scripts and pictures from elsewhere; what is sent is the template's.</param>
/// <param name="LandingHtml">The first stage of the landing page.</param>
/// <param name="Stages">All of them; after the last one comes the teaching page.</param>
public sealed record LurePreview(
    string To, string Subject, string SenderName, string SenderAddress, string Html, string Text, string LandingHtml, IReadOnlyList<string> Stages);

internal sealed class PreviewLureTemplateHandler(
    IRepository<LureTemplate> templates,
    IRepository<User> users,
    IRepository<Company> companies,
    RecipientSnapshots snapshots,
    LandingPageChoice pages,
    ILureHtml html,
    PhishingOptions options,
    ICurrentUser me,
    TimeProvider clock) : IQueryHandler<PreviewLureTemplateQuery, LurePreview>
{
    public async Task<ErrorOr<LurePreview>> Handle(PreviewLureTemplateQuery request, CancellationToken cancellationToken)
    {
        if (await templates.GetByIdAsync(request.Id, cancellationToken) is not { } template)
        {
            return LureTemplateErrors.NotFound;
        }

        if ((request.UserId ?? me.UserId) is not { } userId || await users.GetByIdAsync(userId, cancellationToken) is not { } person)
        {
            return UserErrors.NotFound;
        }

        var company = await companies.GetByIdAsync(me.RequireCompanyId(), cancellationToken);
        var snapshot = (await snapshots.Take(company!, [person], _ => clock.GetUtcNow(), cancellationToken))[0];
        var page = template.PageIn(await pages.NamedBy([template], cancellationToken));
        var lure = new CompiledLure(page is null ? template.Content : template.Content.LeadingTo(page), html);
        var sender = new MailParty(
            lure.SenderName(snapshot.MergeValues), $"{template.Content.SenderLocalPart}@{options.SenderDomains.FirstOrDefault() ?? person.EmailDomain}");
        var values = PreviewValues.For(snapshot, sender);
        List<string> stages = [.. Enumerable.Range(1, lure.StageCount).Select(stage => lure.LandingPage(values, stage))];
        return new LurePreview(
            person.Email, lure.Subject(values), sender.Name, sender.Address, html.CleanForPreview(lure.Html(values)), lure.Text(values), stages[0], stages);
    }
}
