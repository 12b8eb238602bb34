using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Learning.Attempts;
using SecurityTraining.Application.Learning.Courses;
using SecurityTraining.Application.Learning.Enrollments;
using SecurityTraining.Application.Learning.Outline;
using SecurityTraining.Application.People;
using SecurityTraining.Application.People.Departments;
using SecurityTraining.Domain.Content;
using SecurityTraining.Domain.Learning.Courses;
using SecurityTraining.Domain.Learning.Enrollments;
using SecurityTraining.Domain.Learning.Quizzes;
using SecurityTraining.Domain.Learning.Scorm;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Learning;

public sealed class LearnerTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_learner_goes_from_the_first_lesson_to_the_end(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 2);
        var (learner, course) = (company.Learner(0), await app.AddCourse(company, new QuizRules(WaitMinutes: 10)));
        var id = await app.Enroll(company, course.Id, person: 0);
        await app.Done(new UpdateCourseCommand(course.Id, new CourseChanges(Title: "Changed since")), company.Admin);

        var lesson = await app.Done(new GetEnrolledLessonQuery(id, course.Text), learner);
        lesson.Html!.ShouldContain("<h1>");
        await app.Done(new ReportProgressCommand(id, course.Text, PositionSeconds: 30, Completed: true), learner);
        var exercise = await app.Done(new GetEnrolledLessonQuery(id, course.Exercise), learner);
        JsonSerializer.Serialize(exercise).ShouldNotContain("Nobody in IT");
        exercise.Exercise!.Regions.ShouldBe(["from", "greeting", "hurry"]);
        var missed = await app.Done(new SubmitExerciseCommand(id, course.Exercise, ["hurry", "greeting"]), learner);
        (missed.Score, missed.Passed, missed.Regions.Count(region => region.Chosen)).ShouldBe((0, false, 2));
        (await app.Done(new SubmitExerciseCommand(id, course.Exercise, ["hurry", "from"]), learner)).Passed.ShouldBeTrue();
        (await app.Refused(new ReportProgressCommand(id, course.Quiz, PositionSeconds: null, Completed: true), learner)).ShouldBe("lesson_is_graded");

        var started = await app.Done(new StartAttemptCommand(id, course.QuizId), learner);
        JsonSerializer.Serialize(await app.Done(new GetAttemptQuery(started), learner)).ShouldNotContain("SECRET");
        (await app.Done(new StartAttemptCommand(id, course.QuizId), learner)).ShouldBe(started);
        var failed = await app.Try(learner, id, course.QuizId, right: 1);
        (failed.Score, failed.Passed, failed.Feedback![0].Explanation).ShouldBe((50, false, failed.Feedback[0].Explanation));
        failed.Feedback.ShouldAllBe(question => question.Explanation!.StartsWith("SECRET") && question.Solution.IsTrue == true);
        (await app.Done(new SubmitAttemptCommand(started), learner)).Score.ShouldBe(50);
        (await app.Refused(new StartAttemptCommand(id, course.QuizId), learner)).ShouldBe("attempt_too_soon");
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        (await app.Try(learner, id, course.QuizId, right: 2)).Passed.ShouldBeTrue();

        var done = await app.Done(new GetEnrollmentQuery(id), learner);
        (done.Status, done.Progress, done.Score, done.CompletedAt, done.CourseTitle, done.ResumeLessonId).ShouldBe(
            (EnrollmentStatus.Completed, 100, 100, app.Clock.GetUtcNow(), "Phishing", null));
        done.Modules.Single().Lessons.Select(part => (part.Kind, part.Done, part.Score, part.QuizId)).ShouldBe(
            [(LessonKind.Text, true, null, null), (LessonKind.MailExercise, true, 100, null), (LessonKind.Quiz, true, 100, (Guid?)course.QuizId)]);
        (await app.Refused(new GetEnrollmentQuery(id), company.Learner(1))).ShouldBe("enrollment_not_found");
        (await app.Refused(new GetEnrolledLessonQuery(id, course.Text), company.Admin)).ShouldBe("enrollment_not_found");
        (await app.Refused(new GetAttemptQuery(started), company.Learner(1))).ShouldBe("attempt_not_found");
        (await app.Refused(new WithdrawEnrollmentCommand(id), company.Admin)).ShouldBe("enrollment_completed");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Launches_of_packages_end_with_the_course_and_do_not_stay_for_good(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 2);
        var course = await app.AddCourse(company);
        var withdrawn = await app.Enroll(company, course.Id, person: 0);
        Guid[] enrollments = [withdrawn, withdrawn, await app.Enroll(company, course.Id, person: 1)];
        var runs = enrollments.Select(enrollment => ScormRun.Begin(company.Id, enrollment, Guid.CreateVersion7(), app.Clock.GetUtcNow())).ToList();
        await app.InDatabase(company.Id, async (_, db) =>
        {
            db.AddRange(runs);
            db.AddRange(runs.Select(run => ScormLaunch.Start(
                run,
                Guid.CreateVersion7(),
                run.Id.ToByteArray(),
                new ScormTarget(
                    run.EnrollmentId,
                    run.LessonId,
                    ScormVersion.Scorm12,
                    Guid.CreateVersion7(),
                    new ScormItem("i", "Item", "index.html", "", MasteryScore: null),
                    new LessonScorm(Guid.Empty)),
                app.Clock.GetUtcNow())));
            return await db.SaveChangesAsync();
        });

        await app.Done(new WithdrawEnrollmentCommand(withdrawn), company.Admin);
        (await OfRuns()).ShouldBe([runs[2].Id]);
        await app.KeepUp(company);
        (await OfRuns()).ShouldBe([runs[2].Id]);
        app.Clock.Advance(ScormLaunch.Lifetime);
        await app.KeepUp(company);
        (await OfRuns()).ShouldBeEmpty();

        Task<List<Guid>> OfRuns() => app.InDatabase(company.Id, (_, db) => db.Set<ScormLaunch>().Select(launch => launch.RunId).ToListAsync());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Devices_that_report_at_once_lose_nothing(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 1);
        var learner = company.Learner(0);
        var course = await app.Done(new CreateCourseCommand(new CourseInput("Long")), company.Admin);
        var module = await app.Done(new AddModuleCommand(course, "One", Language: null), company.Admin);
        var lessons = new List<Guid>();
        for (var number = 0; number < 8; number++)
        {
            lessons.Add(await app.Done(new AddLessonCommand(course, module, new LessonInput($"Lesson {number}", Markdown: "Text")), company.Admin));
        }

        await app.Done(new PublishCourseCommand(course), company.Admin);
        var id = await app.Enroll(company, course, person: 0);

        await Task.WhenAll(lessons.SelectMany(lesson => Enumerable.Range(1, 3).Select(device =>
            app.Done(new ReportProgressCommand(id, lesson, device * 10, Completed: device == 1 && lesson != lessons[7]), learner))));

        var seen = await app.Done(new GetEnrollmentQuery(id), learner);
        seen.Modules.Single().Lessons.Select(lesson => (lesson.Done, lesson.PositionSeconds)).ShouldBe(
            lessons.Select(lesson => (lesson != lessons[7], (int?)30)));
        (seen.Progress, seen.Status, seen.ResumeLessonId).ShouldBe((87, EnrollmentStatus.InProgress, lessons[7]));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_server_keeps_the_time_and_what_was_answered_in_it(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 1);
        var rules = new QuizRules(MaxAttempts: 2, TimeLimitMinutes: 5, Feedback: FeedbackTiming.AfterLastAttempt, Draw: 4);
        var (learner, course) = (company.Learner(0), await app.AddCourse(company, rules, questions: 6));
        var id = await app.Enroll(company, course.Id, person: 0);

        var attempt = await app.Done(new GetAttemptQuery(await app.Done(new StartAttemptCommand(id, course.QuizId), learner)), learner);
        (attempt.Questions.Count, attempt.EndsAt, attempt.AttemptsLeft).ShouldBe((4, app.Clock.GetUtcNow().AddMinutes(5), 1));
        var asked = attempt.Questions;
        await Task.WhenAll(asked.Take(3).Select(question => app.Done(new SaveAnswersCommand(attempt.Id, [new AnswerInput(question.Id, IsTrue: true)]), learner)));
        (await app.Refused(new SaveAnswersCommand(attempt.Id, [new AnswerInput(Guid.CreateVersion7(), IsTrue: true)]), learner)).ShouldBe("question_unknown");
        app.Clock.Advance(TimeSpan.FromMinutes(6));
        (await app.Refused(new SaveAnswersCommand(attempt.Id, [new AnswerInput(asked[3].Id, IsTrue: true)]), learner)).ShouldBe("attempt_time_over");
        (await app.Work(company, WorkKind.AttemptExpiry, attempt.Id)).IsDone.ShouldBeTrue();

        var over = await app.Done(new GetAttemptQuery(attempt.Id), learner);
        (over.Status, over.Result!.Score, over.Result.Passed, over.Result.Feedback, over.Result.SubmittedAt).ShouldBe(
            (AttemptStatus.Expired, 75, false, null, attempt.EndsAt!.Value));

        await app.Done(new StartAttemptCommand(id, course.QuizId), learner);
        app.Clock.Advance(TimeSpan.FromMinutes(6));
        (await app.Refused(new StartAttemptCommand(id, course.QuizId), learner)).ShouldBe("enrollment_over");
        var lost = await app.Done(new GetEnrollmentQuery(id), learner);
        (lost.Status, lost.Score, lost.Modules.Single().Lessons[2].NoAttemptLeft).ShouldBe((EnrollmentStatus.Failed, 75, true));
        var kept = await app.InDatabase(company.Id, (_, db) => db.QuizAttempts.OrderBy(row => row.Number).ToListAsync());
        kept.Select(row => (row.Number, row.Questions.Count, row.Answers.Count, row.Score, row.ShowsFeedback)).ShouldBe(
            [(1, 4, 3, 75, false), (2, 4, 0, 0, true)]);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task People_are_reminded_four_times_and_then_their_manager_is_told(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 4);
        var course = await app.AddCourse(company);
        var department = await app.Done(new CreateDepartmentCommand("Team", ManagerIds: [company.People[2].Id]), company.Admin);
        await app.Done(new UpdateUserCommand(company.People[0].Id, new UserChanges(DepartmentId: department, Language: "de")), company.Admin);
        await app.Done(new UpdateUserCommand(company.People[1].Id, new UserChanges(DepartmentId: department, ManagerEmail: company.People[3].Email)), company.Admin);
        var late = await app.Enroll(company, course.Id, person: 0, dueDays: 10);
        await app.Enroll(company, course.Id, person: 1, dueDays: 10);

        for (var day = 0; day < 16; day++)
        {
            await app.KeepUp(company);
            await app.KeepUp(company);
            app.Clock.Advance(TimeSpan.FromDays(1));
        }

        var mails = await app.InDatabase(company.Id, (_, db) => db.OutgoingMails.OrderBy(mail => mail.Id).ToListAsync());
        string[] To(int person) => [.. mails.Where(mail => mail.ToAddress == company.People[person].Email).Select(mail => mail.Subject)];
        To(0).ShouldBe(["Erinnerung: Phishing erkennen", "Erinnerung: Phishing erkennen", "Heute fällig: Phishing erkennen", "Überfällig: Phishing erkennen"]);
        To(1).ShouldBe(["Reminder: Phishing", "Reminder: Phishing", "Due today: Phishing", "Overdue: Phishing"]);
        To(2).ShouldBe(["Overdue training in your team"]);
        To(3).ShouldBe(["Overdue training in your team"]);

        (await app.Done(new ListEnrollmentsQuery(Overdue: true), company.Admin)).Items.ShouldAllBe(row => row.Overdue);
        (await app.Done(new ListEnrollmentsQuery(Overdue: false), company.Admin)).TotalItems.ShouldBe(0);
        (await app.Done(new GetEnrollmentQuery(late), company.Admin)).Overdue.ShouldBeTrue();
    }
}
