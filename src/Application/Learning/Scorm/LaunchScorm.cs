using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Settings;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Content;
using SecurityTraining.Application.Learning.Enrollments;
using SecurityTraining.Domain.Content;
using SecurityTraining.Domain.Learning.Courses;
using SecurityTraining.Domain.Learning.Enrollments;
using SecurityTraining.Domain.Learning.Scorm;

namespace SecurityTraining.Application.Learning.Scorm;

/// <summary>Gives the learner an address at which a package opens in a browser, for this lesson and for as long as they are signed in.</summary>
[RetryOnConflict]
[NotAudited]
[Authenticated]
[DespiteUnpaid]
public sealed record LaunchScormCommand(Guid Id, Guid LessonId) : ICommand<ScormLaunchRow>;

/// <param name="Url">For a frame or a window. Whoever has it can open the package and report to this lesson, and do nothing else.</param>
/// <param name="ExpiresAt">Later, as long as the page is open.</param>
public sealed record ScormLaunchRow(string Url, DateTimeOffset ExpiresAt);

internal sealed class LaunchScormHandler(
    LearnerCourses courses,
    IRepository<LessonContent> contents,
    IRepository<ContentFile> files,
    IRepository<ScormRun> runs,
    IRepository<ScormLaunch> launches,
    IOpaqueTokens tokens,
    ScormOrigin origin,
    ICurrentUser me,
    TimeProvider clock) : ICommandHandler<LaunchScormCommand, ScormLaunchRow>
{
    public async Task<ErrorOr<ScormLaunchRow>> Handle(LaunchScormCommand request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var found = await courses.FindOwn(request.Id, cancellationToken);
        if (found.IsError)
        {
            return found.Errors;
        }

        var enrollment = found.Value;
        if (enrollment.CheckReadable(now) is { IsError: true } closed)
        {
            return closed.Errors;
        }

        var target = await FindTarget(enrollment, request.LessonId, cancellationToken);
        if (target.IsError)
        {
            return target.Errors;
        }

        if (!origin.IsConfigured)
        {
            return ScormRunErrors.OriginMissing;
        }

        return me.SessionId is { } sessionId
            ? await Launch(await FindRun(enrollment, request.LessonId, now, cancellationToken), sessionId, target.Value, now, cancellationToken)
            : CommonErrors.Forbidden;
    }

    private async Task<ErrorOr<ScormTarget>> FindTarget(Enrollment enrollment, Guid lessonId, CancellationToken ct)
    {
        var lesson = await courses.FindLesson(enrollment, lessonId, ct);
        if (lesson.IsError)
        {
            return lesson.Errors;
        }

        if ((await contents.GetByIdAsync(lesson.Value.ContentId, ct))!.Body.Scorm is not { } body)
        {
            return ScormRunErrors.NotAPackage;
        }

        if (await files.SingleOrDefaultAsync(new TeachableFileSpec(body.ContentId), ct) is not { ObjectId: { } objectId, Scorm: { } package })
        {
            return ContentErrors.NotReady;
        }

        return package.Items.FirstOrDefault(item => item.Id == body.ItemId) is { } item
            ? new ScormTarget(enrollment.Id, lessonId, package.Version, objectId, item, body)
            : LessonErrors.ItemUnknown;
    }

    private async Task<ScormRun> FindRun(Enrollment enrollment, Guid lessonId, DateTimeOffset now, CancellationToken ct)
    {
        if (await runs.SingleOrDefaultAsync(new OfLessonSpec(enrollment.Id, lessonId), ct) is { } run)
        {
            return run;
        }

        var begun = ScormRun.Begin(enrollment.CompanyId, enrollment.Id, lessonId, now);
        runs.Add(begun);
        return begun;
    }

    private async Task<ScormLaunchRow> Launch(ScormRun run, Guid sessionId, ScormTarget target, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var over in await launches.ListAsync(new OverSpec(run.Id, now), ct))
        {
            launches.Remove(over);
        }

        var token = tokens.Create(run.CompanyId);
        var launch = ScormLaunch.Start(run, sessionId, token.Hash, target, now);
        launches.Add(launch);
        return new ScormLaunchRow(origin.Link(launch.Id, $"/scorm/{token.Value}/"), launch.ExpiresAt);
    }

    private sealed class OfLessonSpec : SingleResultSpecification<ScormRun>
    {
        public OfLessonSpec(Guid enrollmentId, Guid lessonId) => Query.Where(run => run.EnrollmentId == enrollmentId && run.LessonId == lessonId);
    }

    private sealed class OverSpec : Specification<ScormLaunch>
    {
        private const int MostAtOnce = 100;

        public OverSpec(Guid runId, DateTimeOffset now) => Query
            .Where(launch => launch.RunId == runId && launch.ExpiresAt <= now)
            .OrderBy(launch => launch.Id)
            .Take(MostAtOnce);
    }
}
