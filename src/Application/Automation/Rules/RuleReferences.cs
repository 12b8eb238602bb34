using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Automation;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Courses;
using SecurityTraining.Domain.Learning.Enrollments;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Automation.Rules;

/// <summary>Holds a rule against what the company has, and against what its author may do.</summary>
internal sealed class RuleReferences(
    IRepository<Department> departments, IRepository<Group> groups, IRepository<Course> courses, ICurrentUser me)
{
    private static readonly Dictionary<ActionKind, Permission> Needed = new()
    {
        [ActionKind.Enroll] = Permission.AssignLearning,
        [ActionKind.AddToGroup] = Permission.ManagePeople,
        [ActionKind.AwardPoints] = Permission.AssignLearning,
    };

    public async Task<ErrorOr<Success>> Check(RulePlan plan, CancellationToken ct)
    {
        var (trigger, conditions) = (plan.Trigger, plan.Conditions);
        if (plan.Actions.Any(action => Needed.TryGetValue(action.Kind, out var permission) && !me.Has(permission)) || !MayKnow(trigger, conditions))
        {
            return AutomationErrors.BeyondOwn;
        }

        if (conditions.DepartmentIds.Count > 0
            && await departments.CountAsync(new IdsSpec<Department>(conditions.DepartmentIds), ct) < conditions.DepartmentIds.Count)
        {
            return DepartmentErrors.Unknown.On("conditions.departmentIds");
        }

        var joined = plan.Actions.Select(action => action.GroupId).Append(trigger.GroupId).OfType<Guid>().ToHashSet();
        if (await CheckGroups([.. joined.Union(conditions.GroupIds)], joined, ct) is { IsError: true } unfit)
        {
            return unfit;
        }

        var courseIds = plan.Actions.Select(action => action.CourseId).Append(trigger.CourseId).OfType<Guid>().Distinct().ToList();
        return courseIds.Count > 0 && await courses.CountAsync(new IdsSpec<Course>(courseIds), ct) < courseIds.Count
            ? CourseErrors.NotFound
            : Result.Success;
    }

    /// <summary>Whom a rule meets tells what it asks for.</summary>
    public bool MayKnow(RuleTrigger trigger, RuleConditions conditions) =>
        (trigger.Kind is not (TriggerKind.QuizFailed or TriggerKind.CourseOverdue) || me.Has(Permission.ReadLearning))
        && (trigger.Kind != TriggerKind.JoinedGroup || me.Has(Permission.ReadPeople))
        && (conditions.RiskBands.Count == 0 || me.Has(Permission.ReadAnalytics));

    /// <param name="joined">Those of them whose members have to be named one by one.</param>
    private async Task<ErrorOr<Success>> CheckGroups(IReadOnlyList<Guid> ids, HashSet<Guid> joined, CancellationToken ct)
    {
        if (ids.Count == 0)
        {
            return Result.Success;
        }

        var found = await groups.ListAsync(new UntrackedSpec(ids), ct);
        return found.Count < ids.Count ? AssignmentErrors.GroupUnknown
            : found.Exists(group => joined.Contains(group.Id) && group.Rule is not null) ? AutomationErrors.GroupByRule
            : Result.Success;
    }

    private sealed class UntrackedSpec : Specification<Group>
    {
        public UntrackedSpec(IReadOnlyList<Guid> ids) => Query.Where(group => ids.Contains(group.Id)).AsNoTracking();
    }
}
