using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Templates;

/// <summary>What an administrator writes down of a lure; the same for a new one and for a change.</summary>
/// <param name="Language">Two letters.</param>
/// <param name="SenderLocalPart">What stands before the @ when a simulation names no sender.</param>
/// <param name="Text">Absent: a text part with nothing but the link.</param>
/// <param name="Premise">Absent: neither fitting nor far-fetched.</param>
/// <param name="LandingPageId">A landing page of the company's, which goes before <c>landingHtml</c>; one of both is needed.</param>
public sealed record LureTemplateInput(
    string Name,
    string Subject,
    string SenderName,
    string Html,
    string? LandingHtml = null,
    string? Description = null,
    LureCategory Category = LureCategory.Other,
    string Language = Languages.Default,
    string SenderLocalPart = "info",
    string? Text = null,
    IReadOnlyList<Cue>? Cues = null,
    Premise? Premise = null,
    Guid? LandingPageId = null,
    IReadOnlyList<LureAttachment>? Attachments = null)
{
    internal LureDescription About => new(Name, Description ?? "", Category);

    internal LureContent Content(ILureHtml html) => new(
        Language,
        Subject,
        SenderName,
        SenderLocalPart,
        Html,
        Text ?? "{{" + MergeFields.Link + "}}",
        string.IsNullOrEmpty(LandingHtml) ? "" : html.CleanLandingPage(LandingHtml),
        Cues ?? [],
        Premise ?? Premise.Neutral)
    {
        Attachments = Attachments ?? [],
    };
}

internal sealed class LureTemplateInputValidator : AbstractValidator<LureTemplateInput>
{
    public LureTemplateInputValidator()
    {
        RuleFor(input => input.Name).NotEmpty().MaximumLength(LureTemplate.MaxNameLength);
        RuleFor(input => input.Description).MaximumLength(LureTemplate.MaxDescriptionLength);
        RuleFor(input => input.Category).IsInEnum();
        RuleFor(input => input.Language).Must(Languages.Supported.Contains)
            .WithMessage($"One of {string.Join(", ", Languages.Supported)}.");
        RuleFor(input => input.Subject).NotEmpty().MaximumLength(LureContent.MaxSubjectLength).Must(BeOneLine).WithMessage("One line only.");
        RuleFor(input => input.SenderName).NotEmpty().MaximumLength(LureContent.MaxSenderNameLength).Must(BeOneLine).WithMessage("One line only.");
        RuleFor(input => input.SenderLocalPart).NotEmpty().MaximumLength(LureContent.MaxSenderLocalPartLength)
            .Must(part => EmailAddress.IsValid($"{part}@example.com")).WithMessage("What may stand before the @ of an address.");
        RuleFor(input => input.Html).NotEmpty().MaximumLength(LureContent.MaxBodyLength);
        RuleFor(input => input.Html).Must(HaveLink).When(input => input.Html is not null && input.Attachments is not { Count: > 0 })
            .WithMessage("The mail leads nowhere: put {{link}} or {{qrCode}} into it.");
        RuleFor(input => input.Text).MaximumLength(LureContent.MaxBodyLength);
        RuleFor(input => input.LandingHtml).MaximumLength(LureContent.MaxBodyLength);
        RuleFor(input => input.LandingHtml).NotEmpty().When(input => input.LandingPageId is null)
            .WithMessage("The link leads nowhere: give landingHtml or landingPageId.");
        RuleFor(input => input.Premise).Must(premise => premise is null || premise.IsRated())
            .WithMessage("Each element is rated 0, 2, 4, 6 or 8.");
        RuleFor(input => input.Cues).Must(cues => cues is null || cues.Count <= Cue.MaxPerLure)
            .WithMessage($"At most {Cue.MaxPerLure} cues.");
        RuleFor(input => input.Attachments).Must(files => files is null || files.Count <= LureAttachment.MaxPerLure)
            .WithMessage($"At most {LureAttachment.MaxPerLure} attachments.");
        RuleForEach(input => input.Attachments).NotNull().ChildRules(file =>
        {
            file.RuleFor(part => part.Kind).IsInEnum();
            file.RuleFor(part => part.FileName).NotEmpty().MaximumLength(LureAttachment.MaxFileNameLength)
                .Must(name => name is null || LureAttachment.IsFileName(name)).WithMessage("Not the name of a file.");
            file.RuleFor(part => part.Title).NotEmpty().MaximumLength(LureAttachment.MaxTitleLength);
            file.RuleFor(part => part.Text).NotNull().MaximumLength(LureAttachment.MaxTextLength);
            file.RuleFor(part => part.LinkText).NotEmpty().MaximumLength(LureAttachment.MaxLinkTextLength);
        });
        RuleForEach(input => input.Cues).NotNull().ChildRules(cue =>
        {
            cue.RuleFor(part => part.Kind).IsInEnum();
            cue.RuleFor(part => part.Target).IsInEnum();
            cue.RuleFor(part => part.Mark).InclusiveBetween(1, Cue.MaxPerLure);
            cue.RuleFor(part => part.Count).InclusiveBetween(1, 100);
            cue.RuleFor(part => part.Title).NotEmpty().MaximumLength(Cue.MaxTitleLength);
            cue.RuleFor(part => part.Explanation).NotEmpty().MaximumLength(Cue.MaxExplanationLength);
        });
    }

    private static bool BeOneLine(string? text) => text?.Any(char.IsControl) != true;

    private static bool HaveLink(string html) =>
        MergeTemplate.Parse(html).Fields.Any(field => field is MergeFields.Link or MergeFields.QrCode);
}

/// <summary>Keeps out what no renderer could fill.</summary>
internal static class MergeFieldRules
{
    /// <returns>One error for each field that is neither in the closed list nor an attribute of the company's people.</returns>
    public static List<Error> Check(LureContent content, Company company) => Check(content.MergedParts, company);

    /// <inheritdoc cref="Check(LureContent, Company)"/>
    public static List<Error> Check(IEnumerable<(string Part, string Text)> parts, Company company)
    {
        var errors = new List<Error>();
        foreach (var (part, text) in parts)
        {
            var template = MergeTemplate.Parse(text);
            var unknownCustom = template.CustomFields.Except(company.CustomAttributeNames, StringComparer.OrdinalIgnoreCase)
                .Select(name => $"{{{{{MergeTemplate.CustomPrefix}{name}}}}}");
            errors.AddRange(template.UnknownFields.Concat(unknownCustom)
                .Select(field => SimulationErrors.UnknownMergeField(part, field).On(part)));
        }

        return errors;
    }
}
