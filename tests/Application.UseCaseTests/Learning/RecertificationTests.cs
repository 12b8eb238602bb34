using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Learning.Assignments;
using SecurityTraining.Application.Learning.Courses;
using SecurityTraining.Application.Learning.Enrollments;
using SecurityTraining.Application.People;
using SecurityTraining.Application.People.Departments;
using SecurityTraining.Application.UseCaseTests.Platform;
using SecurityTraining.Domain.Learning.Enrollments;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.Infrastructure.Persistence.ControlPlane;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Learning;

public sealed class RecertificationTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Who_has_completed_a_course_takes_its_newest_version_again_in_time(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 3);
        var course = await app.AddCourse(company);
        var team = await app.Done(new CreateDepartmentCommand("Team"), company.Admin);
        foreach (var person in company.People)
        {
            await app.Done(new UpdateUserCommand(person.Id, new UserChanges(DepartmentId: team)), company.Admin);
        }

        await app.Done(new UpdateUserCommand(company.People[1].Id, new UserChanges(TimeZone: "Pacific/Auckland")), company.Admin);
        (await app.Refused(new AssignCourseCommand(course.Id, DepartmentIds: [team], GraceDays: 5), company.Admin)).ShouldBe("validation_failed");
        var assignment = await app.Assign(company, new AssignCourseCommand(course.Id, DepartmentIds: [team], DueDays: 14, RepeatMonths: 12, GraceDays: 20));
        for (var person = 0; person < 3; person++)
        {
            await Complete(person);
        }

        await app.Done(new UpdateCourseCommand(course.Id, new CourseChanges(PassPercent: 70)), company.Admin);
        await app.Done(new PublishCourseCommand(course.Id), company.Admin);
        await app.Done(new UpdateUserCommand(company.People[2].Id, new UserChanges(DepartmentId: null)), company.Admin);

        // In Auckland the 23rd begins twelve hours before Berlin's.
        await AskedAt(new DateTimeOffset(2027, 11, 22, 10, 55, 0, TimeSpan.Zero), []);
        await AskedAt(new DateTimeOffset(2027, 11, 22, 11, 5, 0, TimeSpan.Zero), [1]);
        await AskedAt(new DateTimeOffset(2027, 11, 22, 23, 5, 0, TimeSpan.Zero), [0, 1]);
        await AskedAt(new DateTimeOffset(2027, 11, 23, 23, 5, 0, TimeSpan.Zero), [0, 1]);

        var again = (await History(0))[0];
        (again.Status, again.Mandatory, again.DueAt).ShouldBe((EnrollmentStatus.Assigned, true, new DateTimeOffset(2027, 12, 12, 23, 5, 0, TimeSpan.Zero)));
        (await app.InDatabase(company.Id, (_, db) => db.CourseVersions.Where(version => version.CourseId == course.Id)
            .Join(db.Enrollments.Where(row => row.Id == again.Id), version => version.Id, row => row.VersionId, (version, _) => version.Number)
            .SingleAsync())).ShouldBe(2);
        await app.Done(new UpdateUserCommand(company.People[2].Id, new UserChanges(DepartmentId: team)), company.Admin);
        await AskedAt(new DateTimeOffset(2027, 11, 24, 9, 0, 0, TimeSpan.Zero), [0, 1, 2]);

        await Complete(0);
        (await app.Done(new GetAssignmentQuery(assignment), company.Admin)).RepeatMonths.ShouldBe(12);
        await app.Done(new EndAssignmentCommand(assignment), company.Admin);
        app.Clock.Advance(TimeSpan.FromDays(500));
        await app.KeepUp(company);
        (await History(0)).Select(row => row.Status).ShouldBe([EnrollmentStatus.Completed, EnrollmentStatus.Completed]);
        (await app.Done(new ListEnrollmentsQuery(UserId: company.People[0].Id, CourseId: course.Id, Status: EnrollmentStatus.Completed), company.Admin))
            .TotalItems.ShouldBe(2);

        async Task Complete(int person)
        {
            var learner = company.Learner(person);
            await app.Finish(learner, (await History(person))[0].Id, course);
        }

        async Task<IReadOnlyList<EnrollmentListRow>> History(int person) =>
            (await app.Done(new ListMyEnrollmentsQuery(CourseId: course.Id, Sort: "-assignedAt"), company.Learner(person))).Items;

        async Task AskedAt(DateTimeOffset moment, int[] people)
        {
            app.Clock.SetUtcNow(moment);
            await Task.WhenAll(app.KeepUp(company), app.KeepUp(company));
            var open = await app.Done(new ListEnrollmentsQuery(Status: EnrollmentStatus.Assigned), company.Admin);
            open.Items.Select(row => row.UserId).ShouldBe(people.Select(person => company.People[person].Id), ignoreOrder: true);
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Who_completes_it_of_their_own_accord_has_time_from_then_on(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 1);
        var (learner, course) = (company.Learner(0), await app.AddCourse(company, isOpen: true));
        await app.Assign(company, new AssignCourseCommand(course.Id, UserIds: [company.People[0].Id], RepeatMonths: 6));
        var first = (await app.Done(new ListMyEnrollmentsQuery(), learner)).Items.Single().Id;
        await app.Finish(learner, first, course);
        app.Clock.Advance(TimeSpan.FromDays(100));
        await app.Finish(learner, await app.Done(new EnrollMyselfCommand(course.Id), learner), course);

        app.Clock.Advance(TimeSpan.FromDays(100));
        await app.KeepUp(company);
        (await app.Done(new ListMyEnrollmentsQuery(), learner)).TotalItems.ShouldBe(2);
        app.Clock.Advance(TimeSpan.FromDays(100));
        await app.KeepUp(company);
        (await app.Done(new ListMyEnrollmentsQuery(Status: EnrollmentStatus.Assigned), learner)).Items.ShouldHaveSingleItem()
            .DueAt.ShouldBe(app.Clock.GetUtcNow().AddDays(30));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_assignment_that_ends_takes_nobody_out_of_another_one(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 1);
        var (learner, course) = (company.Learner(0), await app.AddCourse(company, isOpen: true));
        Guid[] people = [company.People[0].Id];
        var pilot = await app.Assign(company, new AssignCourseCommand(course.Id, UserIds: people, RepeatMonths: 6));
        var underWay = (await app.Done(new ListMyEnrollmentsQuery(), learner)).Items.Single().Id;
        await app.Assign(company, new AssignCourseCommand(course.Id, UserIds: people, RepeatMonths: 12));
        await app.Finish(learner, underWay, course);
        await app.Done(new EndAssignmentCommand(pilot), company.Admin);

        app.Clock.Advance(TimeSpan.FromDays(250));
        await app.KeepUp(company);
        (await app.Done(new ListMyEnrollmentsQuery(), learner)).TotalItems.ShouldBe(1);
        app.Clock.Advance(TimeSpan.FromDays(120));
        await app.KeepUp(company);
        await app.KeepUp(company);
        (await app.Done(new ListMyEnrollmentsQuery(), learner)).TotalItems.ShouldBe(2);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_catalogue_shows_what_is_open_as_it_was_published_and_in_the_own_language(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 1);
        var stranger = await app.AddCompany(people: 1, domain: "example.org");
        var learner = company.Learner(0);
        var open = await app.AddCourse(company, isOpen: true);
        await app.AddCourse(company);
        var archived = await app.AddCourse(company, isOpen: true);
        await app.Done(new ArchiveCourseCommand(archived.Id), company.Admin);
        await app.Done(new UpdateUserCommand(company.People[0].Id, new UserChanges(Language: "de")), company.Admin);
        await app.Done(new UpdateCourseCommand(open.Id, new CourseChanges(Title: "Not yet published", AllowsSelfEnrolment: false)), company.Admin);

        var row = (await app.Done(new ListCatalogueQuery(), learner)).Items.ShouldHaveSingleItem();
        (row.Id, row.Title, row.Language, row.Enrolled, row.Completed).ShouldBe((open.Id, "Phishing erkennen", "de", false, false));
        await app.InDatabase(company.Id, (_, db) => db.Courses.ExecuteUpdateAsync(update => update.SetProperty(course => course.IsOpen, false)));
        (await app.Done(new ListCatalogueQuery(), learner)).TotalItems.ShouldBe(0);
        await app.Migrate(company, migration => migration.OpenEarlierCourses());
        await app.Done(new EnrollMyselfCommand(open.Id), learner);
        (await app.Done(new ListCatalogueQuery(), learner)).Items.Single().Enrolled.ShouldBeTrue();
        (await app.Done(new ListCatalogueQuery(), stranger.Learner(0))).TotalItems.ShouldBe(0);
    }
}
