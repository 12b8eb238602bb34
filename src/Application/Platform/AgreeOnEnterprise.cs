using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Domain.Auditing;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Platform;

/// <summary>
/// Puts a company on the enterprise plan with as many seats as have been agreed upon, or changes how many those are. What is owed for a subscription
/// of before shuts nobody out any more.
/// </summary>
[NotAudited]
[RetryOnConflict]
[RequirePermission(Permission.OperatePlatform)]
public sealed record AgreeOnEnterpriseCommand(Guid Id, int Seats) : ICommand<EnterpriseAgreement>;

public sealed record EnterpriseAgreement(Guid CompanyId, PlanKind Plan, int Seats);

internal sealed class AgreeOnEnterpriseValidator : AbstractValidator<AgreeOnEnterpriseCommand>
{
    public AgreeOnEnterpriseValidator() => RuleFor(command => command.Seats).InclusiveBetween(1, Company.MaxAgreedSeats);
}

internal sealed class AgreeOnEnterpriseHandler(OtherCompanies companies, IAuditTrail audit)
    : ICommandHandler<AgreeOnEnterpriseCommand, EnterpriseAgreement>
{
    public async Task<ErrorOr<EnterpriseAgreement>> Handle(AgreeOnEnterpriseCommand request, CancellationToken cancellationToken)
    {
        var entered = await companies.Enter(request.Id, cancellationToken);
        if (entered.IsError)
        {
            return entered.Errors;
        }

        var company = entered.Value;

        company.Subscribe(PlanKind.Enterprise, request.Seats);
        company.NotePaid();
        audit.Note(
            "platform.enterprise-agreed",
            new AuditTarget("company", company.Id),
            new Dictionary<string, string>(StringComparer.Ordinal) { ["seats"] = $"{request.Seats}" });
        return new EnterpriseAgreement(company.Id, company.Plan, request.Seats);
    }
}
