using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Verdicts;

/// <summary>Changes the members that are given. Hits that were judged before keep their verdict until the rule is applied to them.</summary>
[RetryOnConflict]
[RequirePermission(Permission.ManagePhishing)]
public sealed record UpdateVerdictRuleCommand(Guid Id, VerdictRuleChanges Changes) : ICommand<Success>;

public sealed record VerdictRuleChanges(
    Optional<Verdict> Verdict = default,
    Optional<string?> AddressRange = default,
    Optional<string?> UserAgent = default,
    Optional<string?> Note = default);

internal sealed class UpdateVerdictRuleValidator : AbstractValidator<UpdateVerdictRuleCommand>
{
    public UpdateVerdictRuleValidator()
    {
        this.IfSet(command => command.Changes.Verdict, verdict => verdict.IsInEnum());
        this.IfSet(command => command.Changes.AddressRange, range => range.Text(VerdictRule.MaxAddressRangeLength));
        this.IfSet(command => command.Changes.UserAgent, agent => agent.MinimumLength(VerdictRule.MinUserAgentLength));
        this.IfSet(command => command.Changes.UserAgent, agent => agent.Text(VerdictRule.MaxUserAgentLength));
        this.IfSet(command => command.Changes.Note, note => note.Text(VerdictRule.MaxNoteLength));
    }
}

internal sealed class UpdateVerdictRuleHandler(IRepository<VerdictRule> rules) : ICommandHandler<UpdateVerdictRuleCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(UpdateVerdictRuleCommand request, CancellationToken cancellationToken) =>
        await rules.GetByIdAsync(request.Id, cancellationToken) is { } rule
            ? rule.Change(
                request.Changes.AddressRange.Or(rule.AddressRange).TrimToNull(),
                request.Changes.UserAgent.Or(rule.UserAgent).TrimToNull(),
                request.Changes.Verdict.Or(rule.Verdict),
                request.Changes.Note.Or(rule.Note).TrimToNull())
            : VerdictRuleErrors.NotFound;
}
