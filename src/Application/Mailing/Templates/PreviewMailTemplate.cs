using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Phishing;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Mailing;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Mailing.Templates;

/// <summary>Shows a template as one real person would get it. Nothing is sent, kept or counted.</summary>
/// <param name="UserId">Absent: the caller.</param>
/// <param name="Language">Absent: the person's own.</param>
[RequirePermission(Permission.ReadMailing)]
public sealed record PreviewMailTemplateQuery(Guid Id, Guid? UserId, string? Language) : IQuery<MailPreview>;

/// <param name="To">The person's address.</param>
public sealed record MailPreview(string To, string Language, string Subject, string Html, string Text);

internal sealed class PreviewMailTemplateValidator : AbstractValidator<PreviewMailTemplateQuery>
{
    public PreviewMailTemplateValidator() => RuleFor(query => query.Language).MaximumLength(2);
}

internal sealed class PreviewMailTemplateHandler(
    IRepository<MailTemplate> templates,
    IRepository<User> users,
    IRepository<Company> companies,
    RecipientSnapshots snapshots,
    ICurrentUser me,
    TimeProvider clock) : IQueryHandler<PreviewMailTemplateQuery, MailPreview>
{
    public async Task<ErrorOr<MailPreview>> Handle(PreviewMailTemplateQuery request, CancellationToken cancellationToken)
    {
        if (await templates.GetByIdAsync(request.Id, cancellationToken) is not { } template)
        {
            return MailTemplateErrors.NotFound;
        }

        if ((request.UserId ?? me.UserId) is not { } userId || await users.GetByIdAsync(userId, cancellationToken) is not { } person)
        {
            return UserErrors.NotFound;
        }

        if (request.Language is { } wanted && template.Versions.All(version => version.Language != wanted))
        {
            return MailTemplateErrors.LanguageMissing;
        }

        var company = await companies.GetByIdAsync(me.RequireCompanyId(), cancellationToken);
        var snapshot = (await snapshots.Take(company!, [person], _ => clock.GetUtcNow(), cancellationToken))[0];
        var content = template.In(request.Language ?? snapshot.Language);
        var values = CampaignPreview.Of(snapshot.MergeValues);
        var mail = CompiledMail.Of(content);
        return new MailPreview(person.Email, content.Language, mail.Subject(values), mail.Html(values), mail.Text(values));
    }
}

internal static class CampaignPreview
{
    private const string Nowhere = "#";

    /// <summary>A mail that only shows how it looks unsubscribes nobody.</summary>
    public static Dictionary<string, string> Of(IReadOnlyDictionary<string, string> mergeValues) =>
        new(mergeValues, StringComparer.Ordinal) { [CampaignFields.UnsubscribeLink] = Nowhere };
}
