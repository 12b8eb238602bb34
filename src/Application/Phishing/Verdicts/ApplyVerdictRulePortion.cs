using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Analytics;
using SecurityTraining.Application.Automation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Phishing.Tracking;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Verdicts;

/// <summary>
/// Applies a rule to the next portion of earlier hits. Of a user agent only the family is kept, so a rule about agents finds those earlier hits
/// whose family contains what it names.
/// </summary>
/// <param name="After">The last hit of the portion before.</param>
[PlatformScope]
[RetryOnConflict]
public sealed record ApplyVerdictRulePortionCommand(Guid RuleId, Guid? After) : ICommand<RuleProgress>;

/// <param name="Last">Null: there are no more.</param>
public sealed record RuleProgress(Guid? Last);

internal sealed class ApplyVerdictRulePortionValidator : AbstractValidator<ApplyVerdictRulePortionCommand>
{
    public ApplyVerdictRulePortionValidator() => RuleFor(command => command.RuleId).NotEmpty();
}

internal sealed class ApplyVerdictRulePortionHandler(
    IRepository<VerdictRule> rules,
    IReader<SimulationEvent> lines,
    IRepository<Recipient> recipients,
    RiskCorrections risks,
    CorrectedVerdicts verdicts,
    IHitOrigins origins) : ICommandHandler<ApplyVerdictRulePortionCommand, RuleProgress>
{
    public async Task<ErrorOr<RuleProgress>> Handle(ApplyVerdictRulePortionCommand request, CancellationToken cancellationToken)
    {
        if (await rules.GetByIdAsync(request.RuleId, cancellationToken) is not { Application: RuleApplication.Running } rule)
        {
            return new RuleProgress(Last: null);
        }

        var portion = await lines.ListAsync<JudgedLine>(new PortionSpec(request.After), cancellationToken);
        var range = rule.Range is { } network ? origins.Within(rule.CompanyId, network) : null;
        var meant = portion.Where(line => range?.Contains(line.Address, line.Network) ?? rule.Names(line.Client)).ToDictionary(line => line.Id);
        var changed = 0;
        var corrected = new List<CorrectedVerdicts.Deeds>();
        var recipientIds = meant.Values.Select(line => line.RecipientId).Distinct().ToList();
        if (recipientIds.Count > 0)
        {
            foreach (var recipient in await recipients.ListAsync(new RecipientsWithEventsSpec(recipientIds), cancellationToken))
            {
                var before = CorrectedVerdicts.Before(recipient);
                var count = recipient.Rejudge(line =>
                    meant.ContainsKey(line.Id) && !line.IsDecidedByHand ? new Judgement(rule.Verdict, [VerdictReason.Rule]) : null);
                if (count > 0)
                {
                    changed += count;
                    corrected.Add(before);
                }
            }
        }

        await risks.Follow([.. corrected.Select(deeds => deeds.Recipient)], cancellationToken);
        await verdicts.Follow(corrected, cancellationToken);
        var isLast = portion.Count < PortionSpec.Size;
        rule.NoteApplied(changed, isLast);
        return new RuleProgress(isLast ? null : portion[^1].Id);
    }

    private sealed class PortionSpec : Specification<SimulationEvent>
    {
        public const int Size = 500;

        public PortionSpec(Guid? after) => Query
            .Where(line => line.Id > after, after is not null)
            .Where(SimulationEvent.Hits)
            .OrderBy(line => line.Id)
            .Take(Size);
    }
}

internal sealed record JudgedLine(Guid Id, Guid RecipientId, string? Address, string? Network, string? Client);

internal sealed class JudgedLineProfile : Profile
{
    public JudgedLineProfile() => CreateProjection<SimulationEvent, JudgedLine>();
}

internal sealed class VerdictRuleWorker(ICompanyScope companies) : IWorkHandler
{
    public WorkKind Kind => WorkKind.VerdictRule;

    public async Task<WorkOutcome> Handle(WorkItem item, CancellationToken ct)
    {
        Guid? last = null;
        do
        {
            var step = await companies.Send(item.CompanyId, new ApplyVerdictRulePortionCommand(item.SubjectId, last), ct);
            if (step.IsError)
            {
                return WorkOutcome.Failed(step.FirstError.Code);
            }

            last = step.Value.Last;
        }
        while (last is not null);

        return WorkOutcome.Done;
    }
}
