using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Auditing;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Platform;

/// <summary>
/// From now on nobody of the company signs in, no session and no key of it is accepted, and nothing is sent for it, until it is activated. Its
/// audit log says why.
/// </summary>
[NotAudited]
[RetryOnConflict]
[RequirePermission(Permission.OperatePlatform)]
public sealed record SuspendCompanyCommand(Guid Id, string Reason) : ICommand<Success>
{
    public const int MaxReasonLength = 500;
}

internal sealed class SuspendCompanyValidator : AbstractValidator<SuspendCompanyCommand>
{
    public SuspendCompanyValidator() => RuleFor(command => command.Reason).NotEmpty().Text(SuspendCompanyCommand.MaxReasonLength);
}

internal sealed class SuspendCompanyHandler(OtherCompanies companies, IAuditTrail audit)
    : ICommandHandler<SuspendCompanyCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(SuspendCompanyCommand request, CancellationToken cancellationToken)
    {
        var entered = await companies.Enter(request.Id, cancellationToken);
        if (entered.IsError)
        {
            return entered.Errors;
        }

        var company = entered.Value;

        if (company.Status != CompanyStatus.Suspended)
        {
            company.Suspend();
            audit.Note(
                "platform.company-suspended",
                new AuditTarget("company", company.Id),
                new Dictionary<string, string>(StringComparer.Ordinal) { ["reason"] = request.Reason.Trim() });
        }

        return Result.Success;
    }
}
