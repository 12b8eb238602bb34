using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Automation;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Automation.Rules;

/// <summary>What it has done stays, and can still be read.</summary>
[RequirePermission(Permission.ManagePhishing)]
public sealed record DeleteAutomationRuleCommand(Guid Id) : ICommand<Deleted>;

internal sealed class DeleteAutomationRuleHandler(IRepository<AutomationRule> rules) : ICommandHandler<DeleteAutomationRuleCommand, Deleted>
{
    public async Task<ErrorOr<Deleted>> Handle(DeleteAutomationRuleCommand request, CancellationToken cancellationToken)
    {
        if (await rules.GetByIdAsync(request.Id, cancellationToken) is not { } rule)
        {
            return AutomationErrors.NotFound;
        }

        rules.Remove(rule);
        return Result.Deleted;
    }
}
