using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Learning.Courses;
using SecurityTraining.Domain.Learning.Enrollments;

namespace SecurityTraining.Application.Learning.Enrollments;

/// <summary>Hands in what somebody has clicked on in a sample mail. It can be tried again; the best score counts.</summary>
/// <param name="Regions">Ids of what was clicked on.</param>
[RetryOnConflict]
[NotAudited]
[Authenticated]
[DespiteUnpaid]
public sealed record SubmitExerciseCommand(Guid Id, Guid LessonId, IReadOnlyList<string> Regions) : ICommand<ExerciseResultRow>;

/// <param name="Score">0 to 100.</param>
public sealed record ExerciseResultRow(int Score, bool Passed, IReadOnlyList<ExplainedRegionRow> Regions);

/// <param name="Cue">It is suspicious indeed.</param>
/// <param name="Chosen">The learner has clicked on it.</param>
public sealed record ExplainedRegionRow(string Id, bool Cue, bool Chosen, string Title, string Explanation);

internal sealed class SubmitExerciseValidator : AbstractValidator<SubmitExerciseCommand>
{
    public SubmitExerciseValidator()
    {
        RuleFor(command => command.Regions).NotNull().Must(regions => regions is null || regions.Count <= MailExercise.MaxRegions)
            .WithMessage($"At most {MailExercise.MaxRegions} regions.");
        RuleForEach(command => command.Regions).NotNull().MaximumLength(ExerciseRegion.MaxIdLength);
    }
}

internal sealed class SubmitExerciseHandler(LearnerCourses courses, IRepository<LessonContent> contents, TimeProvider clock)
    : ICommandHandler<SubmitExerciseCommand, ExerciseResultRow>
{
    public async Task<ErrorOr<ExerciseResultRow>> Handle(SubmitExerciseCommand request, CancellationToken cancellationToken)
    {
        var found = await courses.FindOwn(request.Id, cancellationToken);
        if (found.IsError)
        {
            return found.Errors;
        }

        var lesson = await courses.FindLesson(found.Value, request.LessonId, cancellationToken);
        if (lesson.IsError)
        {
            return lesson.Errors;
        }

        if ((await contents.GetByIdAsync(lesson.Value.ContentId, cancellationToken))!.Body.Exercise is not { } exercise)
        {
            return EnrollmentErrors.NotAnExercise;
        }

        var score = exercise.Score(request.Regions);
        var isPassed = score >= exercise.PassPercent;
        return found.Value.Grade(request.LessonId, score, isPassed, isLastTry: false, clock.GetUtcNow())
            .Then(_ => new ExerciseResultRow(score, isPassed, [.. exercise.Regions.Select(region => new ExplainedRegionRow(
                region.Id, region.IsCue, request.Regions.Contains(region.Id), region.Title, region.Explanation))]));
    }
}
