using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Learning.Assignments;
using SecurityTraining.Application.Learning.Attempts;
using SecurityTraining.Application.Learning.Courses;
using SecurityTraining.Application.Learning.Enrollments;
using SecurityTraining.Application.Learning.Outline;
using SecurityTraining.Application.Learning.Quizzes;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Courses;
using SecurityTraining.Domain.Learning.Quizzes;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Learning;

/// <summary>A course with a text, an exercise and a quiz, and what a worker or a learner does with it.</summary>
internal sealed record TestCourse(Guid Id, Guid Text, Guid Exercise, Guid Quiz, Guid QuizId);

internal static class LearningSteps
{
    private static readonly MailExercise Exercise = new(
        new ExerciseSender("IT", "it@examp1e.com"),
        ReplyTo: null,
        "Your password",
        "<p data-region=\"hurry\">At once!</p><p data-region=\"greeting\">Hello</p>",
        [
            new ExerciseRegion("hurry", IsCue: true, "Hurry", "Nobody in IT hurries you."),
            new ExerciseRegion("from", IsCue: true, "Sender", "That is a one, not an l."),
            new ExerciseRegion("greeting", IsCue: false, "Greeting", "People do greet."),
        ],
        PassPercent: 100);

    public static async Task<T> Done<T>(this TestApp app, IMessage<T> message, Actor actor)
    {
        var answer = await app.Send(message, actor);
        (answer.IsError ? string.Join(", ", answer.Errors.Select(error => $"{error.Code}: {error.Description}")) : "").ShouldBe("");
        return answer.Value;
    }

    public static async Task<string> Refused<T>(this TestApp app, IMessage<T> message, Actor actor) => (await app.Send(message, actor)) switch
    {
        { IsError: true } refused => refused.FirstError.Code,
        _ => "",
    };

    public static async Task<TestCourse> AddCourse(
        this TestApp app, TestCompany company, QuizRules? rules = null, bool isOpen = false, Guid[]? prerequisites = null, int questions = 2)
    {
        var admin = company.Admin;
        var quiz = await app.Done(new CreateQuizCommand(new QuizInput("Quiz", Rules: rules)), admin);
        for (var number = 1; number <= questions; number++)
        {
            await app.Done(
                new AddQuestionCommand(quiz, new QuestionInput(QuestionKind.TrueFalse, $"Question {number}?", Answer: true, Explanation: $"SECRET {number}")), admin);
        }

        var id = await app.Done(new CreateCourseCommand(new CourseInput("Phishing", AllowsSelfEnrolment: isOpen, PrerequisiteIds: prerequisites)), admin);
        await app.Done(new PutEditionCommand(id, "de", "Phishing erkennen", Description: null), admin);
        var german = await app.Done(new AddModuleCommand(id, "Eins", "de"), admin);
        await app.Done(new AddLessonCommand(id, german, new LessonInput("Warum", Markdown: "# Hallo")), admin);
        var module = await app.Done(new AddModuleCommand(id, "One", Language: null), admin);
        var text = await app.Done(new AddLessonCommand(id, module, new LessonInput("Why", Markdown: "# Hello")), admin);
        var exercise = await app.Done(new AddLessonCommand(id, module, new LessonInput("Look", Exercise: Exercise)), admin);
        var quizLesson = await app.Done(new AddLessonCommand(id, module, new LessonInput("Test", QuizId: quiz)), admin);
        await app.Done(new PublishCourseCommand(id), admin);
        return new TestCourse(id, text, exercise, quizLesson, quiz);
    }

    public static Actor Learner(this TestCompany company, int person) => new(company.People[person].Id, company.Id, Role.Employee);

    public static async Task<Guid> Assign(this TestApp app, TestCompany company, AssignCourseCommand command, Actor? actor = null)
    {
        var id = await app.Done(command, actor ?? company.Admin);
        (await app.Work(company, WorkKind.CourseAssignment, id)).IsDone.ShouldBeTrue();
        return id;
    }

    public static async Task<Guid> Enroll(this TestApp app, TestCompany company, Guid courseId, int person, int? dueDays = null)
    {
        await app.Assign(company, new AssignCourseCommand(courseId, UserIds: [company.People[person].Id], DueDays: dueDays));
        return (await app.Done(new ListMyEnrollmentsQuery(), company.Learner(person))).Items.Single(item => item.CourseId == courseId).Id;
    }

    public static async Task<WorkOutcome> KeepUp(this TestApp app, TestCompany company)
    {
        var outcome = await app.Work(company, WorkKind.LearningUpkeep, company.Id);
        (outcome.IsDone, outcome.Error).ShouldBe((false, null));
        return outcome;
    }

    public static Task<WorkOutcome> Work(this TestApp app, TestCompany company, WorkKind kind, Guid subjectId) =>
        app.Services.GetServices<IWorkHandler>().Single(handler => handler.Kind == kind)
            .Handle(new WorkItem(Guid.CreateVersion7(), company.Id, kind, subjectId, GroupId: null, Attempt: 1), CancellationToken.None);

    /// <summary>From the first lesson to the end, in English.</summary>
    public static async Task Finish(this TestApp app, Actor learner, Guid enrollmentId, TestCourse course)
    {
        await app.Done(new ReportProgressCommand(enrollmentId, course.Text, PositionSeconds: null, Completed: true), learner);
        await app.Done(new SubmitExerciseCommand(enrollmentId, course.Exercise, ["hurry", "from"]), learner);
        (await app.Try(learner, enrollmentId, course.QuizId, right: 2)).Passed.ShouldBeTrue();
    }

    /// <summary>Answers so many of the questions rightly, and hands in.</summary>
    public static async Task<AttemptResultRow> Try(this TestApp app, Actor learner, Guid enrollmentId, Guid quizId, int right)
    {
        var attempt = await app.Done(new GetAttemptQuery(await app.Done(new StartAttemptCommand(enrollmentId, quizId), learner)), learner);
        await app.Done(
            new SaveAnswersCommand(attempt.Id, [.. attempt.Questions.Select((question, index) => new AnswerInput(question.Id, IsTrue: index < right))]), learner);
        return await app.Done(new SubmitAttemptCommand(attempt.Id), learner);
    }
}
