using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Verdicts;

/// <summary>Names an address range or a user agent whose hits are to get a verdict; holds for what comes in from now on.</summary>
/// <param name="AddressRange">CIDR notation: IPv4 from /8, IPv6 from /32 to /64.</param>
/// <param name="UserAgent">Part of the <c>User-Agent</c> header, in any case; instead of the range.</param>
[RetryOnConflict]
[RequirePermission(Permission.ManagePhishing)]
public sealed record CreateVerdictRuleCommand(Verdict Verdict, string? AddressRange = null, string? UserAgent = null, string? Note = null)
    : ICommand<Guid>;

internal sealed class CreateVerdictRuleValidator : AbstractValidator<CreateVerdictRuleCommand>
{
    public CreateVerdictRuleValidator()
    {
        RuleFor(command => command.Verdict).IsInEnum();
        RuleFor(command => command.AddressRange).Text(VerdictRule.MaxAddressRangeLength);
        RuleFor(command => command.UserAgent).MinimumLength(VerdictRule.MinUserAgentLength).When(command => command.UserAgent is not null);
        RuleFor(command => command.UserAgent).Text(VerdictRule.MaxUserAgentLength);
        RuleFor(command => command.Note).Text(VerdictRule.MaxNoteLength);
    }
}

internal sealed class CreateVerdictRuleHandler(IRepository<VerdictRule> rules, ICurrentUser me, TimeProvider clock)
    : ICommandHandler<CreateVerdictRuleCommand, Guid>
{
    public async Task<ErrorOr<Guid>> Handle(CreateVerdictRuleCommand request, CancellationToken cancellationToken)
    {
        var created = VerdictRule.Create(
            me.RequireCompanyId(), request.AddressRange.TrimToNull(), request.UserAgent.TrimToNull(), request.Verdict, request.Note.TrimToNull(), clock.GetUtcNow());
        if (created.IsError)
        {
            return created.Errors;
        }

        if (await rules.CountAsync(new AnyVerdictRuleSpec(), cancellationToken) >= VerdictRule.MaxPerCompany)
        {
            return VerdictRuleErrors.TooMany;
        }

        rules.Add(created.Value);
        return created.Value.Id;
    }
}

internal sealed class AnyVerdictRuleSpec : Specification<VerdictRule>;
