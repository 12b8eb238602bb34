using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Mailing;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Mailing.Templates;

/// <summary>What an administrator writes down of a mail template; the same for a new one and for a change.</summary>
/// <param name="Versions">One for each language; the first is for people whose language is not among them.</param>
public sealed record MailTemplateInput(string Name, MailCategory Category, IReadOnlyList<MailVersionInput> Versions)
{
    internal List<MailContent> Contents(IMailHtml html) => [.. Versions.Select(version => version.Content(html))];
}

/// <param name="Language">Two letters.</param>
/// <param name="Html">May hold merge fields, as may the others.</param>
/// <param name="Text">Absent: made from the HTML.</param>
public sealed record MailVersionInput(string Language, string Subject, string Html, string? Text = null)
{
    internal MailContent Content(IMailHtml html)
    {
        var clean = html.Clean(Html);
        return new MailContent(Language, Subject, clean, string.IsNullOrWhiteSpace(Text) ? html.ToText(clean) : Text);
    }
}

internal sealed class MailTemplateInputValidator : AbstractValidator<MailTemplateInput>
{
    public MailTemplateInputValidator()
    {
        RuleFor(input => input.Name).NotEmpty().MaximumLength(MailTemplate.MaxNameLength);
        RuleFor(input => input.Category).IsInEnum();
        RuleFor(input => input.Versions).NotEmpty().Must(versions => versions is null || versions.Count <= Languages.Supported.Count)
            .WithMessage("One version for each language.");
        RuleFor(input => input.Versions)
            .Must(versions => versions.Where(version => version is not null).DistinctBy(version => version.Language, StringComparer.Ordinal).Count() == versions.Count)
            .When(input => input.Versions is not null && input.Versions.All(version => version is not null))
            .WithMessage("One version for each language.");
        RuleForEach(input => input.Versions).NotNull().SetValidator(new MailVersionValidator());
    }
}

internal sealed class MailVersionValidator : AbstractValidator<MailVersionInput>
{
    public MailVersionValidator()
    {
        RuleFor(version => version.Language).Must(Languages.Supported.Contains).WithMessage($"One of {string.Join(", ", Languages.Supported)}.");
        RuleFor(version => version.Subject).NotEmpty().MaximumLength(MailContent.MaxSubjectLength)
            .Must(subject => subject?.Any(char.IsControl) != true).WithMessage("One line only.");
        RuleFor(version => version.Html).NotEmpty().MaximumLength(MailContent.MaxBodyLength);
        RuleFor(version => version.Text).MaximumLength(MailContent.MaxBodyLength);
    }
}

/// <summary>Keeps out what no renderer could fill.</summary>
internal static class CampaignFieldRules
{
    /// <returns>One error for each field that is neither in the closed list nor an attribute of the company's people.</returns>
    public static List<Error> Check(IReadOnlyList<MailContent> versions, Company company)
    {
        var errors = new List<Error>();
        for (var i = 0; i < versions.Count; i++)
        {
            foreach (var (part, text) in versions[i].MergedParts())
            {
                errors.AddRange(Unknown(text, company)
                    .Select(field => MailTemplateErrors.UnknownMergeField(part, field).On($"versions[{i}].{part}")));
            }
        }

        return errors;
    }

    public static IEnumerable<string> Unknown(string text, Company company)
    {
        var template = MergeTemplate.Parse(text, CampaignFields.Resolve);
        return template.UnknownFields.Concat(template.CustomFields
            .Except(company.CustomAttributeNames, StringComparer.OrdinalIgnoreCase)
            .Select(name => $"{{{{{MergeTemplate.CustomPrefix}{name}}}}}"));
    }
}
