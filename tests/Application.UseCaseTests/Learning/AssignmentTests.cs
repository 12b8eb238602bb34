using ErrorOr;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Learning.Assignments;
using SecurityTraining.Application.Learning.Courses;
using SecurityTraining.Application.Learning.Enrollments;
using SecurityTraining.Application.People;
using SecurityTraining.Application.People.Departments;
using SecurityTraining.Application.People.Groups;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Enrollments;
using SecurityTraining.Domain.Learning.Quizzes;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Learning;

public sealed class AssignmentTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task People_of_departments_and_groups_are_enrolled_once_in_their_own_language(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 4);
        var people = company.People;
        var course = await app.AddCourse(company);
        var top = await app.Done(new CreateDepartmentCommand("Top"), company.Admin);
        var below = await app.Done(new CreateDepartmentCommand("Below", top), company.Admin);
        await app.Done(new UpdateUserCommand(people[0].Id, new UserChanges(DepartmentId: below, Language: "de")), company.Admin);
        var group = await app.Done(new CreateGroupCommand("Group"), company.Admin);
        await app.Done(new AddGroupMemberCommand(group, people[0].Id), company.Admin);
        await app.Done(new AddGroupMemberCommand(group, people[1].Id), company.Admin);
        await app.Done(new AddGroupMemberCommand(group, people[2].Id), company.Admin);
        await app.Done(new DeactivateUserCommand(people[2].Id), company.Admin);

        var command = new AssignCourseCommand(course.Id, GroupIds: [group], DepartmentIds: [top], DueDays: 14);
        var first = await app.Done(new GetAssignmentQuery(await app.Assign(company, command)), company.Admin);
        var again = await app.Done(new GetAssignmentQuery(await app.Assign(company, command)), company.Admin);

        (first.Status, first.Progress, first.Total, first.Enrolled, first.Standing).ShouldBe((AssignmentStatus.Completed, 100, 2, 2, true));
        again.Enrolled.ShouldBe(0);
        var rows = (await app.Done(new ListEnrollmentsQuery(CourseId: course.Id, Sort: "lastName"), company.Admin)).Items;
        rows.Select(row => (row.UserId, row.Language, row.CourseTitle, row.Mandatory)).ShouldBe(
            [(people[0].Id, "de", "Phishing erkennen", true), (people[1].Id, "en", "Phishing", true)]);
        rows.ShouldAllBe(row => row.DueAt == app.Clock.GetUtcNow().AddDays(14) && row.Status == EnrollmentStatus.Assigned);
        (await app.Done(new ListEnrollmentsQuery(DepartmentId: top), company.Admin)).Items.Single().UserId.ShouldBe(people[0].Id);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_assignment_that_fails_holds_up_no_other(DatabaseProvider provider)
    {
        var fault = new Fault();
        await using var app = await TestApp.Start(provider, services =>
        {
            var real = services.Single(service => service.ServiceType == typeof(ICompanyScope));
            services.Replace(ServiceDescriptor.Singleton<ICompanyScope>(provider =>
                new FaultyScope((ICompanyScope)ActivatorUtilities.CreateInstance(provider, real.ImplementationType!), fault)));
        });
        var company = await app.AddCompany(people: 2);
        var courses = new[] { await app.AddCourse(company), await app.AddCourse(company) };
        var group = await app.Done(new CreateGroupCommand("Group"), company.Admin);
        await app.Done(new AddGroupMemberCommand(group, company.People[0].Id), company.Admin);
        fault.AssignmentId = await app.Assign(company, new AssignCourseCommand(courses[0].Id, GroupIds: [group]));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.Assign(company, new AssignCourseCommand(courses[1].Id, GroupIds: [group]));
        await app.Done(new AddGroupMemberCommand(group, company.People[1].Id), company.Admin);

        (await app.Work(company, WorkKind.LearningUpkeep, company.Id)).Error.ShouldBe("conflict");

        (await app.Done(new ListMyEnrollmentsQuery(), company.Learner(1))).Items.Select(row => row.CourseId).ShouldBe([courses[1].Id]);
        fault.AssignmentId = null;
        await app.KeepUp(company);
        (await app.Done(new ListMyEnrollmentsQuery(), company.Learner(1))).Items.Count.ShouldBe(2);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Newcomers_get_what_their_group_has_and_nobody_gets_back_what_was_taken_away(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 3);
        var course = await app.AddCourse(company);
        var group = await app.Done(new CreateGroupCommand("Group"), company.Admin);
        await app.Done(new AddGroupMemberCommand(group, company.People[0].Id), company.Admin);
        var assignment = await app.Assign(company, new AssignCourseCommand(course.Id, GroupIds: [group], DueAt: app.Clock.GetUtcNow().AddDays(10)));
        await app.Done(new WithdrawEnrollmentCommand(await EnrollmentOf(0)), company.Admin);

        app.Clock.Advance(TimeSpan.FromDays(20));
        await app.Done(new AddGroupMemberCommand(group, company.People[1].Id), company.Admin);
        await app.KeepUp(company);
        await app.KeepUp(company);

        var rows = (await app.Done(new ListEnrollmentsQuery(), company.Admin)).Items;
        rows.Select(row => (row.UserId, row.DueAt)).ShouldBe([(company.People[1].Id, app.Clock.GetUtcNow().AddDays(10))]);

        await app.Done(new EndAssignmentCommand(assignment), company.Admin);
        await app.Done(new AddGroupMemberCommand(group, company.People[2].Id), company.Admin);
        await app.KeepUp(company);
        (await app.Done(new ListEnrollmentsQuery(), company.Admin)).TotalItems.ShouldBe(1);

        async Task<Guid> EnrollmentOf(int person) =>
            (await app.Done(new ListEnrollmentsQuery(UserId: company.People[person].Id), company.Admin)).Items.Single().Id;
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Whoever_has_failed_gets_no_other_attempts_by_joining_or_enrolling_themselves(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 1);
        var (learner, course) = (company.Learner(0), await app.AddCourse(company, new QuizRules(MaxAttempts: 1), isOpen: true));
        var (team, wing) = (await app.Done(new CreateDepartmentCommand("Team"), company.Admin), await app.Done(new CreateDepartmentCommand("Wing"), company.Admin));
        await app.Done(new UpdateUserCommand(company.People[0].Id, new UserChanges(DepartmentId: team)), company.Admin);
        await app.Assign(company, new AssignCourseCommand(course.Id, DepartmentIds: [team]));
        await app.Assign(company, new AssignCourseCommand(course.Id, DepartmentIds: [wing]));
        var enrollment = (await app.Done(new ListMyEnrollmentsQuery(), learner)).Items.Single().Id;

        (await app.Try(learner, enrollment, course.QuizId, right: 0)).Passed.ShouldBeFalse();
        await app.Done(new UpdateUserCommand(company.People[0].Id, new UserChanges(DepartmentId: wing)), company.Admin);
        await app.KeepUp(company);

        (await app.Refused(new EnrollMyselfCommand(course.Id), learner)).ShouldBe("course_failed");
        (await app.Done(new ListMyEnrollmentsQuery(), learner)).Items.ShouldHaveSingleItem().Status.ShouldBe(EnrollmentStatus.Failed);
        await app.Assign(company, new AssignCourseCommand(course.Id, UserIds: [company.People[0].Id]));
        (await app.Done(new ListMyEnrollmentsQuery(), learner)).TotalItems.ShouldBe(2);
        (await app.Refused(new AssignCourseCommand(course.Id, UserIds: [company.People[0].Id], DueAt: DateTimeOffset.MaxValue), company.Admin))
            .ShouldBe("validation_failed");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_manager_assigns_to_own_people_only(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 3);
        var (manager, own, other) = (company.As(Role.Manager), company.People[1].Id, company.People[2].Id);
        var course = await app.AddCourse(company);
        var led = await app.Done(new CreateDepartmentCommand("Led", ManagerIds: [manager.UserId!.Value]), company.Admin);
        var foreign = await app.Done(new CreateDepartmentCommand("Foreign"), company.Admin);
        await app.Done(new UpdateUserCommand(own, new UserChanges(DepartmentId: led)), company.Admin);
        await app.Done(new UpdateUserCommand(other, new UserChanges(DepartmentId: foreign)), company.Admin);
        var group = await app.Done(new CreateGroupCommand("Both"), company.Admin);
        await app.Done(new AddGroupMemberCommand(group, own), company.Admin);
        await app.Done(new AddGroupMemberCommand(group, other), company.Admin);

        (await app.Refused(new AssignCourseCommand(course.Id, UserIds: [other]), manager)).ShouldBe("user_unknown");
        (await app.Refused(new AssignCourseCommand(course.Id, DepartmentIds: [foreign]), manager)).ShouldBe("department_unknown");
        (await app.Refused(new AssignCourseCommand(course.Id, UserIds: [own]), company.Learner(1))).ShouldBe("forbidden");
        await app.Assign(company, new AssignCourseCommand(course.Id, GroupIds: [group]), manager);

        (await app.Done(new ListEnrollmentsQuery(), company.Admin)).Items.Single().UserId.ShouldBe(own);
        var foreignOne = await app.Enroll(company, course.Id, person: 2);
        (await app.Done(new ListEnrollmentsQuery(), manager)).Items.Single().UserId.ShouldBe(own);
        (await app.Refused(new GetEnrollmentQuery(foreignOne), manager)).ShouldBe("enrollment_not_found");
        (await app.Refused(new WithdrawEnrollmentCommand(foreignOne), manager)).ShouldBe("enrollment_not_found");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Many_people_are_enrolled_in_portions_and_a_killed_worker_leaves_nobody_out(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 1100);
        var course = await app.AddCourse(company);
        var everybody = await app.Done(new CreateDepartmentCommand("All"), company.Admin);
        await app.InDatabase(company.Id, (_, db) => db.Users.ExecuteUpdateAsync(update => update.SetProperty(user => user.DepartmentId, everybody)));
        var id = await app.Done(new AssignCourseCommand(course.Id, DepartmentIds: [everybody]), company.Admin);

        (await app.Done(new EnrollNextPortionCommand(id), Actor.SystemOf(company.Id))).ShouldBeFalse();
        var halfway = await app.Done(new GetAssignmentQuery(id), company.Admin);
        await app.Work(company, WorkKind.CourseAssignment, id);
        await app.Work(company, WorkKind.CourseAssignment, id);

        (halfway.Status, halfway.Progress, halfway.Enrolled).ShouldBe((AssignmentStatus.Running, 45, 500));
        (await app.Done(new GetAssignmentQuery(id), company.Admin)).Enrolled.ShouldBe(1101);
        (await app.InDatabase(company.Id, (_, db) => db.Enrollments.Select(enrollment => enrollment.UserId).Distinct().CountAsync())).ShouldBe(1101);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task People_take_up_open_courses_themselves_in_their_order(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 1);
        var learner = company.Learner(0);
        var closed = await app.AddCourse(company);
        var first = await app.AddCourse(company, isOpen: true);
        var second = await app.AddCourse(company, isOpen: true, prerequisites: [first.Id]);

        (await app.Refused(new EnrollMyselfCommand(closed.Id), learner)).ShouldBe("self_enrolment_closed");
        (await app.Refused(new EnrollMyselfCommand(second.Id), learner)).ShouldBe("prerequisite_missing");
        var id = await app.Done(new EnrollMyselfCommand(first.Id), learner);
        (await app.Refused(new EnrollMyselfCommand(first.Id), learner)).ShouldBe("already_enrolled");

        await app.Done(new ReportProgressCommand(id, first.Text, PositionSeconds: null, Completed: true), learner);
        await app.Done(new SubmitExerciseCommand(id, first.Exercise, ["hurry", "from"]), learner);
        (await app.Try(learner, id, first.QuizId, right: 2)).Passed.ShouldBeTrue();

        await app.Done(new EnrollMyselfCommand(second.Id), learner);
        await app.Done(new ArchiveCourseCommand(closed.Id), company.Admin);
        (await app.Refused(new AssignCourseCommand(closed.Id, UserIds: [learner.UserId!.Value]), company.Admin)).ShouldBe("course_not_published");
    }

    private sealed class Fault
    {
        public Guid? AssignmentId { get; set; }
    }

    private sealed class FaultyScope(ICompanyScope inner, Fault fault) : ICompanyScope
    {
        public Task<ErrorOr<T>> Send<T>(Guid companyId, IMessage<T> message, CancellationToken ct) =>
            message is EnrollNextPortionCommand portion && portion.AssignmentId == fault.AssignmentId
                ? Task.FromResult<ErrorOr<T>>(Error.Conflict("conflict"))
                : inner.Send(companyId, message, ct);
    }
}
