using FluentValidation;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Learning.Courses;

namespace SecurityTraining.Application.Learning.Outline;

/// <summary>What an author writes down of a lesson. Exactly one of the last three says what kind of lesson it is.</summary>
/// <param name="Minutes">How long it takes.</param>
/// <param name="Markdown">CommonMark with tables.</param>
public sealed record LessonInput(
    string Title, int Minutes = 5, string? Markdown = null, MailExercise? Exercise = null, Guid? QuizId = null, ScormLesson? Scorm = null)
{
    internal LessonBody Body => new(Markdown, Exercise, QuizId, Scorm);
}

internal sealed class LessonInputValidator : AbstractValidator<LessonInput>
{
    public LessonInputValidator()
    {
        RuleFor(input => input.Title).NotEmpty().Text(Course.MaxTitleLength);
        RuleFor(input => input.Minutes).InclusiveBetween(1, LessonEntry.MaxMinutes);
        RuleFor(input => input.Markdown).MaximumLength(LessonBody.MaxMarkdownLength);
        RuleFor(input => input).Must(input => input.Body.Kind is not null).OverridePropertyName("markdown")
            .WithMessage("Give exactly one of markdown, exercise and quizId.");
        RuleFor(input => input.Exercise!).SetValidator(new MailExerciseValidator()).When(input => input.Exercise is not null);
    }
}

internal sealed class MailExerciseValidator : AbstractValidator<MailExercise>
{
    private static readonly string[] HeaderRegions = ["from", "replyTo", "subject"];

    public MailExerciseValidator()
    {
        RuleFor(exercise => exercise.From).NotNull().ChildRules(from =>
        {
            from.RuleFor(sender => sender.Name).NotEmpty().Text(Course.MaxTitleLength);
            from.RuleFor(sender => sender.Address).NotEmpty().MaximumLength(EmailAddress.MaxLength);
        });
        RuleFor(exercise => exercise.ReplyTo).MaximumLength(EmailAddress.MaxLength);
        RuleFor(exercise => exercise.Subject).NotEmpty().Text(MailExercise.MaxSubjectLength);
        RuleFor(exercise => exercise.Html).NotEmpty().MaximumLength(MailExercise.MaxHtmlLength);
        RuleFor(exercise => exercise.PassPercent).InclusiveBetween(1, 100);
        RuleFor(exercise => exercise.Regions).NotEmpty().Must(regions => regions is null || regions.Count <= MailExercise.MaxRegions)
            .WithMessage($"At most {MailExercise.MaxRegions} regions.");
        RuleFor(exercise => exercise.Regions)
            .Must(regions => regions.Any(region => region.IsCue)).WithMessage("There has to be something to find.")
            .Must(regions => regions.DistinctBy(region => region.Id).Count() == regions.Count).WithMessage("Each region has an id of its own.")
            .When(exercise => exercise.Regions?.All(region => region is not null) == true);
        RuleForEach(exercise => exercise.Regions).NotNull().ChildRules(region =>
        {
            region.RuleFor(part => part.Id).NotEmpty().Text(ExerciseRegion.MaxIdLength);
            region.RuleFor(part => part.Title).NotEmpty().Text(ExerciseRegion.MaxTitleLength);
            region.RuleFor(part => part.Explanation).NotEmpty().MaximumLength(ExerciseRegion.MaxExplanationLength);
        });
        RuleFor(exercise => exercise)
            .Must(exercise => exercise.Regions.All(region => HeaderRegions.Contains(region.Id) || exercise.Html.Contains($"data-region=\"{region.Id}\"")))
            .When(exercise => exercise.Html is not null && exercise.Regions?.All(region => region?.Id is not null) == true)
            .OverridePropertyName("regions")
            .WithMessage("Each region is one of from, replyTo and subject, or marked in the html with data-region.");
    }
}
