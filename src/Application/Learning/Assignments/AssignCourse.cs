using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Courses;
using SecurityTraining.Domain.Learning.Enrollments;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Learning.Assignments;

/// <summary>Lets people take a course; a worker enrolls them. Whoever joins one of the groups or departments later is enrolled then.</summary>
/// <param name="DueAt">The same for all.</param>
/// <param name="DueDays">Instead: so many days after each person's own beginning.</param>
/// <param name="RepeatMonths">So long after each completion people are to take the course again, until the assignment ends; absent: never.</param>
/// <param name="GraceDays">How long they have then; 30 if absent.</param>
[RequirePermission(Permission.AssignLearning)]
public sealed record AssignCourseCommand(
    Guid CourseId,
    IReadOnlyList<Guid>? UserIds = null,
    IReadOnlyList<Guid>? GroupIds = null,
    IReadOnlyList<Guid>? DepartmentIds = null,
    DateTimeOffset? StartsAt = null,
    DateTimeOffset? DueAt = null,
    int? DueDays = null,
    bool Mandatory = true,
    int? RepeatMonths = null,
    int? GraceDays = null) : ICommand<Guid>;

internal sealed class AssignCourseValidator : AbstractValidator<AssignCourseCommand>
{
    public AssignCourseValidator()
    {
        RuleFor(command => command.UserIds)
            .Must((command, ids) => ids is { Count: > 0 } || command.GroupIds is { Count: > 0 } || command.DepartmentIds is { Count: > 0 })
            .WithMessage("Name people, groups or departments.");
        RuleFor(command => command.UserIds).Must(ids => ids is null || ids.Count <= AssignedPeople.MaxUsers)
            .WithMessage($"At most {AssignedPeople.MaxUsers} people; choose groups or departments instead.");
        RuleFor(command => command.GroupIds).Must(ids => ids is null || ids.Count <= AssignedPeople.MaxGroups)
            .WithMessage($"At most {AssignedPeople.MaxGroups} groups.");
        RuleFor(command => command.DepartmentIds).Must(ids => ids is null || ids.Count <= AssignedPeople.MaxDepartments)
            .WithMessage($"At most {AssignedPeople.MaxDepartments} departments.");
        RuleFor(command => command.StartsAt).IsInReach();
        RuleFor(command => command.DueAt).IsInReach();
        RuleFor(command => command.DueDays).InclusiveBetween(1, AssignmentTerms.MaxDueDays);
        RuleFor(command => command.DueDays).Null().When(command => command.DueAt is not null)
            .WithMessage("Either a date for all, or days for each.");
        RuleFor(command => command.RepeatMonths).InclusiveBetween(1, Repetition.MaxMonths);
        RuleFor(command => command.GraceDays).InclusiveBetween(1, Repetition.MaxGraceDays);
        RuleFor(command => command.GraceDays).Null().When(command => command.RepeatMonths is null)
            .WithMessage("Only for what is to be repeated.");
    }
}

internal sealed class AssignCourseHandler(
    IRepository<CourseAssignment> assignments,
    IRepository<Course> courses,
    IRepository<User> users,
    AssignedAudience audience,
    IWorkQueue queue,
    ICurrentUser me,
    TimeProvider clock) : ICommandHandler<AssignCourseCommand, Guid>
{
    public async Task<ErrorOr<Guid>> Handle(AssignCourseCommand request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (request.DueAt <= now || request.DueAt <= request.StartsAt)
        {
            return AssignmentErrors.DueTooEarly.On("dueAt");
        }

        if (await courses.GetByIdAsync(request.CourseId, cancellationToken) is not { } course)
        {
            return CourseErrors.NotFound;
        }

        var people = new AssignedPeople(Distinct(request.UserIds), Distinct(request.GroupIds), Distinct(request.DepartmentIds));
        if (await audience.Check(people, me, cancellationToken) is { IsError: true } unknown)
        {
            return unknown.Errors;
        }

        var requester = new Requester(me.RequireCallerId(), me.OwnDepartmentsOnly ? me.UserId : null);
        var total = await users.CountAsync(new AudienceSpec(await audience.Of(people, requester.OnlyLedBy, cancellationToken)), cancellationToken);
        var terms = new AssignmentTerms(request.StartsAt, request.DueAt, request.DueDays, request.Mandatory, RepetitionOf(request));
        var planned = CourseAssignment.Plan(me.RequireCompanyId(), requester, course, people, terms, total, now);
        if (planned.IsError)
        {
            return planned.Errors;
        }

        assignments.Add(planned.Value);
        queue.Enqueue(WorkKind.CourseAssignment, planned.Value.Id, now);
        return planned.Value.Id;
    }

    private static Repetition? RepetitionOf(AssignCourseCommand request) =>
        request.RepeatMonths is { } months ? new Repetition(months, request.GraceDays ?? Repetition.DefaultGraceDays) : null;

    private static List<Guid> Distinct(IReadOnlyList<Guid>? ids) => [.. (ids ?? []).Distinct()];
}
