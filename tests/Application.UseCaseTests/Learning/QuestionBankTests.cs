using SecurityTraining.Application.Learning.Attempts;
using SecurityTraining.Application.Learning.Courses;
using SecurityTraining.Application.Learning.QuestionBank;
using SecurityTraining.Application.Learning.Quizzes;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Quizzes;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Learning;

public sealed class QuestionBankTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_published_quiz_draws_from_the_bank_as_it_was_then(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 3);
        var (admin, bank) = (company.Admin, new List<Guid>());
        for (var number = 1; number <= 5; number++)
        {
            bank.Add(await app.Done(new CreateBankQuestionCommand(Asked($"Bank {number}?", number == 5 ? ["office", "phones"] : ["office"])), admin));
        }

        await app.Done(new CreateBankQuestionCommand(Asked("Auf Deutsch?", ["office"]) with { Language = "de" }), admin);
        var rules = new QuizRules(Draws: [new BankDraw(["office"], 2), new BankDraw(["office", "phones"], 1)]);
        var course = await app.AddCourse(company, rules);
        (await app.Refused(new PublishCourseCommand(course.Id), admin)).ShouldBe("course_unchanged");

        var first = await Ask(app, company, course, person: 0);
        first.Questions.Count.ShouldBe(5);
        first.Questions.Count(question => question.Text.StartsWith("Question", StringComparison.Ordinal)).ShouldBe(2);
        first.Questions.ShouldContain(question => question.Text == "Bank 5?");

        await app.Done(new ReplaceBankQuestionCommand(bank[4], Asked("Changed since?", ["office", "phones"])), admin);
        foreach (var id in bank[..2])
        {
            await app.Done(new DeleteBankQuestionCommand(id), admin);
        }

        (await Ask(app, company, course, person: 1)).Questions.ShouldContain(question => question.Text == "Bank 5?");
        (await app.Done(new GetBankQuestionQuery(bank[0]), admin)).IsArchived.ShouldBeTrue();
        await app.Done(new PublishCourseCommand(course.Id), admin);
        var renewed = await Ask(app, company, course, person: 2);
        renewed.Questions.Select(question => question.Text).Where(text => !text.StartsWith("Question", StringComparison.Ordinal)).Order().ShouldBe(["Bank 3?", "Bank 4?", "Changed since?"]);

        await app.Done(new DeleteBankQuestionCommand(bank[2]), admin);
        (await app.Refused(new PublishCourseCommand(course.Id), admin)).ShouldBe("question_pool_too_small");
        await app.Done(new RestoreBankQuestionCommand(bank[2]), admin);
        (await app.Refused(new PublishCourseCommand(course.Id), admin)).ShouldBe("course_unchanged");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Questions_are_found_copied_and_deleted(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 1);
        var (admin, other) = (company.Admin, await app.AddCompany(domain: "other.example.com"));
        var own = await app.Done(new CreateBankQuestionCommand(Asked("Where is the KEY?", ["Office "])), admin);

        (await Find(new ListBankQuestionsQuery(Search: "the key", Library: false))).Single().Tags.ShouldBe(["office"]);
        (await Find(new ListBankQuestionsQuery(Tag: "OFFICE", Language: "en", Kind: QuestionKind.TrueFalse, Library: false))).Single().Id.ShouldBe(own);
        (await Find(new ListBankQuestionsQuery(Kind: QuestionKind.Matching, Library: false))).ShouldBeEmpty();
        (await Find(new ListBankQuestionsQuery(Archived: true))).ShouldBeEmpty();
        (await app.Refused(new GetBankQuestionQuery(own), other.Admin)).ShouldBe("bank_question_not_found");
        (await app.Refused(new ListBankQuestionsQuery(), company.As(Role.Employee))).ShouldNotBe("");

        var library = (await Find(new ListBankQuestionsQuery(Library: true, Language: "de", Tag: "phishing"))).First();
        (await app.Refused(new DeleteBankQuestionCommand(library.Id), admin)).ShouldBe("bank_question_read_only");
        var quiz = await app.Done(new CreateQuizCommand(new QuizInput("Quiz")), admin);
        await app.Done(new CopyBankQuestionsCommand(quiz, [library.Id, own]), admin);
        var copied = (await app.Done(new GetQuizQuery(quiz), admin)).Questions;
        copied.Select(question => question.Text).ShouldBe([library.Text, "Where is the KEY?"]);
        copied.ShouldAllBe(question => question.Id != own && question.Id != library.Id);
        (await app.Refused(new CopyBankQuestionsCommand(quiz, [own]), other.Admin)).ShouldBe("quiz_not_found");

        await app.Done(new DeleteBankQuestionCommand(own), admin);
        (await app.Refused(new GetBankQuestionQuery(own), admin)).ShouldBe("bank_question_not_found");

        async Task<IReadOnlyList<BankQuestionListRow>> Find(ListBankQuestionsQuery query) => (await app.Done(query, admin)).Items;
    }

    private static BankQuestionInput Asked(string text, string[] tags) =>
        new(new QuestionInput(QuestionKind.TrueFalse, text, Answer: true, Tags: tags));

    private static async Task<AttemptRow> Ask(TestApp app, TestCompany company, TestCourse course, int person)
    {
        var id = await app.Enroll(company, course.Id, person);
        var learner = company.Learner(person);
        return await app.Done(new GetAttemptQuery(await app.Done(new StartAttemptCommand(id, course.QuizId), learner)), learner);
    }
}
