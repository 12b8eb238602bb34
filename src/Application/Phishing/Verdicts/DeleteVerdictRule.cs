using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Verdicts;

/// <summary>What it has decided stays.</summary>
[RequirePermission(Permission.ManagePhishing)]
public sealed record DeleteVerdictRuleCommand(Guid Id) : ICommand<Deleted>;

internal sealed class DeleteVerdictRuleValidator : AbstractValidator<DeleteVerdictRuleCommand>
{
    public DeleteVerdictRuleValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class DeleteVerdictRuleHandler(IRepository<VerdictRule> rules) : ICommandHandler<DeleteVerdictRuleCommand, Deleted>
{
    public async Task<ErrorOr<Deleted>> Handle(DeleteVerdictRuleCommand request, CancellationToken cancellationToken)
    {
        if (await rules.GetByIdAsync(request.Id, cancellationToken) is not { } rule)
        {
            return VerdictRuleErrors.NotFound;
        }

        rules.Remove(rule);
        return Result.Deleted;
    }
}
