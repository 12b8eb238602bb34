using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Phishing.Templates;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.LandingPages;

/// <summary>What an administrator writes down of a landing page; the same for a new one and for a change.</summary>
/// <param name="Stages">In the order in which they are seen.</param>
/// <param name="Language">Two letters.</param>
public sealed record LandingPageInput(string Name, IReadOnlyList<LandingStage> Stages, string Language = Languages.Default)
{
    /// <returns>The page as it is kept: nothing in it runs, is fetched from elsewhere or has a name to be sent under.</returns>
    internal ErrorOr<LandingPageContent> Content(ILureHtml html, Company company)
    {
        List<LandingStage> cleaned = [.. Stages.Select(stage => new LandingStage(html.CleanLandingPage(stage.Html)))];
        var errors = MergeFieldRules.Check(cleaned.Select((stage, index) => (Field(index), stage.Html)), company);
        for (var index = 0; index < cleaned.Count - 1; index++)
        {
            if (!cleaned[index].Html.Contains("<form", StringComparison.OrdinalIgnoreCase))
            {
                errors.Add(LandingPageErrors.FormMissing.On(Field(index)));
            }
        }

        for (var index = 0; index < cleaned.Count; index++)
        {
            if (cleaned[index].Html.Length > LureContent.MaxBodyLength)
            {
                errors.Add(ValidationErrors.For(Field(index), "Too long once it has been cleaned."));
            }
        }

        return errors.Count > 0 ? errors : new LandingPageContent(Name, Language, cleaned);
    }

    private static string Field(int index) => $"stages[{index}].html";
}

internal sealed class LandingPageInputValidator : AbstractValidator<LandingPageInput>
{
    public LandingPageInputValidator()
    {
        RuleFor(input => input.Name).NotEmpty().MaximumLength(LandingPage.MaxNameLength);
        RuleFor(input => input.Language).Must(Languages.Supported.Contains)
            .WithMessage($"One of {string.Join(", ", Languages.Supported)}.");
        RuleFor(input => input.Stages).NotEmpty()
            .Must(stages => stages is null || stages.Count <= LandingPage.MaxStages).WithMessage($"At most {LandingPage.MaxStages} stages.");
        RuleForEach(input => input.Stages).NotNull().ChildRules(stage =>
            stage.RuleFor(part => part.Html).NotEmpty().MaximumLength(LureContent.MaxBodyLength));
    }
}
