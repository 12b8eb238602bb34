using FluentValidation;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Content;
using SecurityTraining.Domain.Learning.Courses;

namespace SecurityTraining.Application.Learning.Outline;

/// <summary>What an author writes down of a lesson. Exactly one of the members from <paramref name="Markdown"/> on says what kind of lesson it is.</summary>
/// <param name="Minutes">How long it takes.</param>
/// <param name="Markdown">CommonMark with tables.</param>
/// <param name="Video">A file of type video, or the address of a video at an allowed host.</param>
/// <param name="Document">A file of type document.</param>
/// <param name="Scorm">A SCORM package, and when the lesson counts as done.</param>
public sealed record LessonInput(
    string Title,
    int Minutes = 5,
    string? Markdown = null,
    MailExercise? Exercise = null,
    Guid? QuizId = null,
    LessonVideo? Video = null,
    LessonDocument? Document = null,
    LessonScorm? Scorm = null)
{
    internal LessonBody Body => new(Markdown, Exercise, QuizId, Video, Document, Scorm);
}

internal sealed class LessonInputValidator : AbstractValidator<LessonInput>
{
    public LessonInputValidator()
    {
        RuleFor(input => input.Title).NotEmpty().Text(Course.MaxTitleLength);
        RuleFor(input => input.Minutes).InclusiveBetween(1, LessonEntry.MaxMinutes);
        RuleFor(input => input.Markdown).MaximumLength(LessonBody.MaxMarkdownLength);
        RuleFor(input => input).Must(input => input.Body.Kind is not null).OverridePropertyName("markdown")
            .WithMessage("Give exactly one of markdown, exercise, quizId, video, document and scorm.");
        RuleFor(input => input.Exercise!).SetValidator(new MailExerciseValidator()).When(input => input.Exercise is not null);
        RuleFor(input => input.Video!).SetValidator(new LessonVideoValidator()).When(input => input.Video is not null);
        RuleFor(input => input.Scorm!).SetValidator(new LessonScormValidator()).When(input => input.Scorm is not null);
    }
}

internal sealed class LessonVideoValidator : AbstractValidator<LessonVideo>
{
    public LessonVideoValidator()
    {
        RuleFor(video => video).Must(video => video.ContentId is null != video.EmbedUrl is null).OverridePropertyName("contentId")
            .WithMessage("Give either contentId or embedUrl.");
        RuleFor(video => video.EmbedUrl).Must(address => address is null || VideoHosts.PlayerOf(address) is not null)
            .WithMessage($"Give the https address of one video at: {VideoHosts.Names}.");
        RuleFor(video => video.DurationSeconds).InclusiveBetween(1, LessonVideo.MaxDurationSeconds);
    }
}

internal sealed class LessonScormValidator : AbstractValidator<LessonScorm>
{
    public LessonScormValidator()
    {
        RuleFor(scorm => scorm.ItemId).MaximumLength(ScormPackage.MaxTextLength);
        RuleFor(scorm => scorm.Completion).IsInEnum();
        RuleFor(scorm => scorm.PassPercent).InclusiveBetween(1, 100);
        RuleFor(scorm => scorm.PassPercent).Null().When(scorm => scorm.Completion != ScormCompletion.OnScore)
            .WithMessage("A pass mark goes with onScore only.");
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
