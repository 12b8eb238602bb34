using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Identity.SingleSignOn;

/// <summary>
/// Asks the provider who has come back, and lets them in. The session is opened by whoever brings the code that this answers with. Comes after
/// <see cref="TakeSignOnCommand"/> with the same state and secret.
/// </summary>
/// <param name="State">From the provider's redirection, as are the three last.</param>
/// <param name="BrowserSecret">From the browser's cookie.</param>
/// <param name="Code">Absent if the provider has refused.</param>
/// <param name="Error">What the provider says of its refusal.</param>
/// <param name="Issuer">RFC 9207.</param>
[Public]
[RetryOnConflict]
public sealed record CompleteSignOnCommand(string State, string BrowserSecret, string? Code, string? Error = null, string? Issuer = null)
    : ICommand<SignOnHandover>;

/// <param name="Code">Good for one exchange within 60 seconds.</param>
public sealed record SignOnHandover(string Code);

internal sealed class CompleteSignOnValidator : AbstractValidator<CompleteSignOnCommand>
{
    /// <summary>Some providers put a lot into it.</summary>
    private const int MaxCodeLength = 4096;

    public CompleteSignOnValidator()
    {
        RuleFor(command => command.State).IsCredential();
        RuleFor(command => command.BrowserSecret).IsCredential();
        RuleFor(command => command.Code).MaximumLength(MaxCodeLength);
    }
}

internal sealed class CompleteSignOnHandler(
    IOpaqueTokens tokens,
    ITenant tenant,
    IRepository<SignOn> signOns,
    IRepository<IdentityProvider> providers,
    IRepository<Company> companies,
    CodeRedemption redemption,
    SignOnArrivals arrivals,
    ICompanySecrets secrets,
    IAuditTrail audit,
    TimeProvider clock) : ICommandHandler<CompleteSignOnCommand, SignOnHandover>
{
    public async Task<ErrorOr<SignOnHandover>> Handle(CompleteSignOnCommand command, CancellationToken cancellationToken)
    {
        if (tokens.Read(command.State) is not { } state)
        {
            return SignOnErrors.Invalid;
        }

        tenant.Enter(state.CompanyId);
        var now = clock.GetUtcNow();
        if (await signOns.SingleOrDefaultAsync(new SignOnByStateSpec(state.Hash), cancellationToken) is not { } signOn
            || !signOn.IsBeingTaken(SignOnSecret.Hash(command.BrowserSecret), now)
            || await providers.GetByIdAsync(signOn.ProviderId, cancellationToken) is not { } provider
            || await companies.GetByIdAsync(signOn.CompanyId, cancellationToken) is not { Status: CompanyStatus.Active } company)
        {
            return SignOnErrors.Invalid;
        }

        var identity = await Ask(provider, signOn, command, cancellationToken);
        var admitted = await identity.ThenAsync(found => arrivals.Admit(provider, company, found, cancellationToken));
        if (admitted.IsError)
        {
            audit.Note("identity.single-sign-on-refused", target: null, new Dictionary<string, string> { ["reason"] = admitted.FirstError.Code });
            return admitted.Errors;
        }

        audit.ActsAs(admitted.Value.Id, admitted.Value.Role);
        var code = tokens.Create(company.Id);
        var handover = SignOnSecret.HandoverHash(code.Hash, SignOnSecret.ChallengeIn(command.BrowserSecret));
        return signOn.Accept(admitted.Value.Id, identity.Value.HasSecondFactor, handover, now).Then(_ => new SignOnHandover(code.Value));
    }

    private async Task<ErrorOr<ProviderIdentity>> Ask(IdentityProvider provider, SignOn signOn, CompleteSignOnCommand command, CancellationToken ct)
    {
        if (command.Error is not null || string.IsNullOrEmpty(command.Code))
        {
            return SignOnErrors.ProviderRefused;
        }

        var verifier = secrets.Reveal(signOn.CompanyId, SecretUse.CodeVerifier, signOn.ProtectedVerifier);
        return await redemption.Redeem(provider, new AuthorizationResponse(command.Code, command.Issuer, verifier, signOn.NonceHash), ct);
    }
}

/// <summary>
/// One per message: a code works once, so a command that runs again because it has lost a race goes on with what the provider has said.
/// </summary>
internal sealed class CodeRedemption(IOpenIdProviders openId)
{
    private ErrorOr<ProviderIdentity>? _said;

    public async Task<ErrorOr<ProviderIdentity>> Redeem(IdentityProvider provider, AuthorizationResponse response, CancellationToken ct) =>
        _said ??= await openId.Redeem(provider, response, ct);
}
