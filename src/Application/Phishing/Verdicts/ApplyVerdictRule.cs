using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Verdicts;

/// <summary>Has a rule applied to the hits that were there before it; what was decided by hand stays.</summary>
[RetryOnConflict]
[RequirePermission(Permission.ManagePhishing)]
public sealed record ApplyVerdictRuleCommand(Guid Id) : ICommand<Success>;

internal sealed class ApplyVerdictRuleValidator : AbstractValidator<ApplyVerdictRuleCommand>
{
    public ApplyVerdictRuleValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class ApplyVerdictRuleHandler(IRepository<VerdictRule> rules, IWorkQueue queue, TimeProvider clock)
    : ICommandHandler<ApplyVerdictRuleCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(ApplyVerdictRuleCommand request, CancellationToken cancellationToken)
    {
        if (await rules.GetByIdAsync(request.Id, cancellationToken) is not { } rule)
        {
            return VerdictRuleErrors.NotFound;
        }

        var started = rule.StartApplication();
        if (!started.IsError)
        {
            queue.Enqueue(WorkKind.VerdictRule, rule.Id, clock.GetUtcNow());
        }

        return started;
    }
}
