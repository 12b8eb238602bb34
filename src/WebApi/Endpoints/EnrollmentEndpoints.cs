using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Learning.Assignments;
using SecurityTraining.Application.Learning.Attempts;
using SecurityTraining.Application.Learning.Enrollments;
using SecurityTraining.Application.Learning.Scorm;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Endpoints;

internal static class EnrollmentEndpoints
{
    private const string Enrollments = "/api/v1/enrollments";
    private const string Attempts = "/api/v1/attempts";

    public static void MapEnrollments(this RouteGroupBuilder api)
    {
        var enrollments = api.MapGroup("/enrollments").WithTags("Learning");
        MapAssignments(enrollments);
        MapEnrollment(enrollments);
        MapLearning(enrollments.MapGroup("/{id:guid}"));
        MapMine(api.MapGroup("/users/me/enrollments").WithTags("Learning"));
        MapAttempts(api.MapGroup("/attempts").WithTags("Learning"));
    }

    private static void MapAssignments(RouteGroupBuilder enrollments)
    {
        enrollments.MapPost("/", (AssignCourseCommand command, ISender sender, CancellationToken ct) =>
            sender.Send(command, ct)
                .ThenAsync(id => sender.Send(new GetAssignmentQuery(id), ct))
                .ToAccepted(assignment => $"{Enrollments}/assignments/{assignment.Id}")).WithIdempotency();
        enrollments.MapGet("/assignments", ([AsParameters] ListAssignmentsQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<AssignmentRow>();
        enrollments.MapGet("/assignments/{id:guid}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new GetAssignmentQuery(id), ct).ToOk()).WithFieldSelection<AssignmentRow>();
        enrollments.MapDelete("/assignments/{id:guid}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new EndAssignmentCommand(id), ct).ToNoContent());
    }

    private static void MapEnrollment(RouteGroupBuilder enrollments)
    {
        enrollments.MapGet("/", ([AsParameters] ListEnrollmentsQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<EnrollmentListRow>();
        enrollments.MapGet("/{id:guid}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new GetEnrollmentQuery(id), ct).ToOk()).WithFieldSelection<EnrollmentRow>();
        enrollments.MapDelete("/{id:guid}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new WithdrawEnrollmentCommand(id), ct).ToNoContent());
    }

    private static void MapLearning(RouteGroupBuilder enrollment)
    {
        enrollment.MapGet("/lessons/{lessonId:guid}", (Guid id, Guid lessonId, ISender sender, CancellationToken ct) =>
            sender.Send(new OpenLessonCommand(id, lessonId), new GetEnrolledLessonQuery(id, lessonId), ct).ToOk()).WithFieldSelection<EnrolledLessonContentRow>();
        enrollment.MapPut("/lessons/{lessonId:guid}/progress", (Guid id, Guid lessonId, ProgressRequest progress, ISender sender, CancellationToken ct) =>
            sender.Send(new ReportProgressCommand(id, lessonId, progress.PositionSeconds, progress.Completed, progress.Watched), ct).ToOk());
        enrollment.MapPost("/lessons/{lessonId:guid}/exercise", (Guid id, Guid lessonId, ExerciseRequest exercise, ISender sender, CancellationToken ct) =>
            sender.Send(new SubmitExerciseCommand(id, lessonId, exercise.Regions), ct).ToOk()).WithIdempotency();
        enrollment.MapPost("/lessons/{lessonId:guid}/launch", (Guid id, Guid lessonId, ISender sender, CancellationToken ct) =>
            sender.Send(new LaunchScormCommand(id, lessonId), ct).ToOk());
        enrollment.MapPost("/quizzes/{quizId:guid}/attempts", (Guid id, Guid quizId, ISender sender, CancellationToken ct) =>
            sender.Send(new StartAttemptCommand(id, quizId), ct)
                .ThenAsync(attemptId => sender.Send(new GetAttemptQuery(attemptId), ct))
                .ToCreated(attempt => $"{Attempts}/{attempt.Id}")).WithIdempotency();
    }

    private static void MapMine(RouteGroupBuilder mine)
    {
        mine.MapGet("/", ([AsParameters] ListMyEnrollmentsQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<EnrollmentListRow>();
        mine.MapPost("/", (EnrollMyselfCommand command, ISender sender, CancellationToken ct) =>
            sender.Send(command, ct).ToCreated(id => $"{Enrollments}/{id}")).WithIdempotency();
    }

    private static void MapAttempts(RouteGroupBuilder attempts)
    {
        attempts.MapGet("/{id:guid}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new GetAttemptQuery(id), ct).ToOk()).WithFieldSelection<AttemptRow>();
        attempts.MapPut("/{id:guid}/answers", (Guid id, AnswersRequest answers, ISender sender, CancellationToken ct) =>
            sender.Send(new SaveAnswersCommand(id, answers.Answers), ct).ToOk());
        attempts.MapPost("/{id:guid}/submit", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new SubmitAttemptCommand(id), ct).ToOk()).WithIdempotency();
    }

    /// <param name="PositionSeconds">Of a video, to go on there; absent: nothing is said of it.</param>
    /// <param name="Watched">What has been played of a video: pairs of seconds, where playing began and ended.</param>
    internal sealed record ProgressRequest(
        int? PositionSeconds = null, bool Completed = false, IReadOnlyList<IReadOnlyList<double>>? Watched = null);

    /// <param name="Regions">Ids of what was clicked on.</param>
    internal sealed record ExerciseRequest(IReadOnlyList<string> Regions);

    /// <param name="Answers">To any of the questions; the others keep theirs.</param>
    internal sealed record AnswersRequest(IReadOnlyList<AnswerInput> Answers);
}
