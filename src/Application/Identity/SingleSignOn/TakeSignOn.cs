using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Identity.SingleSignOn;

/// <summary>
/// Uses up the <c>state</c> with which a browser comes back, before anything is made of what else it brings: whatever comes of that, nobody
/// comes back with it again.
/// </summary>
/// <param name="State">From the provider's redirection.</param>
/// <param name="BrowserSecret">From the browser's cookie.</param>
[Public]
[NotAudited]
[RetryOnConflict]
public sealed record TakeSignOnCommand(string State, string BrowserSecret) : ICommand<Success>;

internal sealed class TakeSignOnValidator : AbstractValidator<TakeSignOnCommand>
{
    public TakeSignOnValidator()
    {
        RuleFor(command => command.State).IsCredential();
        RuleFor(command => command.BrowserSecret).IsCredential();
    }
}

internal sealed class TakeSignOnHandler(IOpaqueTokens tokens, ITenant tenant, IRepository<SignOn> signOns, TimeProvider clock)
    : ICommandHandler<TakeSignOnCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(TakeSignOnCommand command, CancellationToken cancellationToken)
    {
        if (tokens.Read(command.State) is not { } state)
        {
            return SignOnErrors.Invalid;
        }

        tenant.Enter(state.CompanyId);
        return await signOns.SingleOrDefaultAsync(new SignOnByStateSpec(state.Hash), cancellationToken) is { } signOn
            ? signOn.Take(SignOnSecret.Hash(command.BrowserSecret), clock.GetUtcNow())
            : SignOnErrors.Invalid;
    }
}
