using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Automation;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Automation;

/// <summary>What rules have done, newest first, and what each time was the cause.</summary>
[RequirePermission(Permission.ReadPhishing)]
public sealed record ListAutomationActionsQuery(
    Guid? RuleId = null, Guid? UserId = null, ActionOutcome? Outcome = null, string? Cursor = null, int? Limit = null)
    : IQuery<CursorPage<AutomationActionRow>>, ICursorQuery;

/// <param name="RuleName">As it was then; the rule may be gone.</param>
/// <param name="EventId">Of the recipient of the lure, the quiz attempt, the enrollment or the membership.</param>
/// <param name="TargetId">The course or group.</param>
public sealed record AutomationActionRow(
    Guid Id,
    Guid RuleId,
    string RuleName,
    Guid UserId,
    string FirstName,
    string LastName,
    ActionKind Kind,
    Guid? TargetId,
    ActionOutcome Outcome,
    TriggerKind Trigger,
    Guid EventId,
    DateTimeOffset EventAt,
    DateTimeOffset At);

internal sealed class ListAutomationActionsValidator : AbstractValidator<ListAutomationActionsQuery>
{
    public ListAutomationActionsValidator()
    {
        this.ValidateCursor();
        RuleFor(query => query.Outcome).IsInEnum();
        RuleFor(query => query.Cursor).Must(cursor => cursor is null || TimeCursor.TryParse(cursor, out _))
            .WithMessage("Use the nextCursor of the page before.");
    }
}

internal sealed class ListAutomationActionsHandler(IReader<AutomationAction> actions, ICurrentUser me)
    : IQueryHandler<ListAutomationActionsQuery, CursorPage<AutomationActionRow>>
{
    public async Task<ErrorOr<CursorPage<AutomationActionRow>>> Handle(
        ListAutomationActionsQuery request, CancellationToken cancellationToken)
    {
        var limit = request.LimitOrDefault();
        var rows = await actions.ListAsync<AutomationActionRow>(new ActionsSpec(request, me, limit + 1), cancellationToken);
        var page = rows.Take(limit).ToList();
        return new CursorPage<AutomationActionRow>(page, rows.Count > limit ? new TimeCursor(page[^1].At, page[^1].Id).ToString() : null);
    }

    /// <summary>Ids sort by time.</summary>
    private sealed class ActionsSpec : Specification<AutomationAction>
    {
        public ActionsSpec(ListAutomationActionsQuery query, ICurrentUser me, int take)
        {
            var before = query.Cursor is { } text && TimeCursor.TryParse(text, out var cursor) ? cursor!.Id : (Guid?)null;
            Query
                .Where(action => action.RuleId == query.RuleId, query.RuleId is not null)
                .Where(action => action.UserId == query.UserId, query.UserId is not null)
                .Where(action => action.Outcome == query.Outcome, query.Outcome is not null)
                .Where(action => action.Id < before, before is not null)
                .Where(
                    action => action.Trigger != TriggerKind.QuizFailed && action.Trigger != TriggerKind.CourseOverdue,
                    !me.Has(Permission.ReadLearning))
                .Where(action => action.Trigger != TriggerKind.JoinedGroup, !me.Has(Permission.ReadPeople))
                .OrderByDescending(action => action.Id)
                .Take(take);
        }
    }
}

internal sealed class AutomationActionRowProfile : Profile
{
    public AutomationActionRowProfile() => CreateProjection<AutomationAction, AutomationActionRow>()
        .ForCtorParam(nameof(AutomationActionRow.FirstName), name => name.MapFrom(action => action.Person!.FirstName))
        .ForCtorParam(nameof(AutomationActionRow.LastName), name => name.MapFrom(action => action.Person!.LastName));
}
