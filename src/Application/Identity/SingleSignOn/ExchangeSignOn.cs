using System.Net;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Identity.Sessions;
using SecurityTraining.Application.Identity.TwoFactors;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Identity.SingleSignOn;

/// <summary>Opens the session of somebody for whom their company's provider has vouched.</summary>
/// <param name="Code">From <see cref="CompleteSignOnCommand"/>.</param>
/// <param name="Device">Family of the client, by which the person recognises the session.</param>
/// <param name="Address">Of the client; of it only the network is kept.</param>
/// <param name="TrustedDeviceToken">Stands for the second factor, if the device has passed it before and asked to be trusted.</param>
/// <param name="Verifier">Of the challenge with which the sign-on has begun (RFC 7636); absent, if with none.</param>
[Public]
[RetryOnConflict]
public sealed record ExchangeSignOnCommand(
    string Code, string? Device = null, IPAddress? Address = null, string? TrustedDeviceToken = null, string? Verifier = null) : ICommand<LoginAnswer>;

internal sealed class ExchangeSignOnValidator : AbstractValidator<ExchangeSignOnCommand>
{
    public ExchangeSignOnValidator()
    {
        RuleFor(command => command.Code).IsCredential();
        RuleFor(command => command.Device).MaximumLength(Session.MaxDeviceLength);
        RuleFor(command => command.Verifier).Matches("^[A-Za-z0-9._~-]{43,128}\\z").WithMessage("Must be 43 to 128 of A-Z a-z 0-9 - . _ ~");
        When(command => command.TrustedDeviceToken is not null, () => RuleFor(command => command.TrustedDeviceToken!).IsCredential());
    }
}

internal sealed class ExchangeSignOnHandler(
    IOpaqueTokens tokens,
    ITenant tenant,
    IRepository<SignOn> signOns,
    IRepository<User> users,
    IRepository<Company> companies,
    SecondFactorGate gate,
    SessionOpener opener,
    IAuditTrail audit,
    TimeProvider clock) : ICommandHandler<ExchangeSignOnCommand, LoginAnswer>
{
    public async Task<ErrorOr<LoginAnswer>> Handle(ExchangeSignOnCommand command, CancellationToken cancellationToken)
    {
        if (tokens.Read(command.Code) is not { } code)
        {
            return SignOnErrors.CodeInvalid;
        }

        tenant.Enter(code.CompanyId);
        var handover = SignOnSecret.HandoverHash(code.Hash, command.Verifier is { } verifier ? SignOnSecret.ChallengeOf(verifier) : null);
        if (await signOns.SingleOrDefaultAsync(new SignOnByHandoverSpec(handover), cancellationToken) is not { UserId: { } userId } signOn
            || signOn.HandOver(clock.GetUtcNow()).IsError
            || await users.GetByIdAsync(userId, cancellationToken) is not { Status: UserStatus.Active } user
            || await companies.GetByIdAsync(signOn.CompanyId, cancellationToken) is not { Status: CompanyStatus.Active } company)
        {
            return SignOnErrors.CodeInvalid;
        }

        audit.ActsAs(user.Id, user.Role);
        var passage = signOn.HasSecondFactor
            ? new Passage(HasSecondFactor: true, Question: null)
            : await gate.Ask(user, command.TrustedDeviceToken, cancellationToken, isFederated: true);
        if (passage.Question is { } question)
        {
            return question;
        }

        var opened = await opener.Open(user, company, command.Device, command.Address, passage.HasSecondFactor, cancellationToken, isFederated: true);
        return opened.IsError ? opened.Errors : opened.Value;
    }

    private sealed class SignOnByHandoverSpec : SingleResultSpecification<SignOn>
    {
        public SignOnByHandoverSpec(byte[] hash) => Query.Where(signOn => signOn.HandoverHash == hash);
    }
}
