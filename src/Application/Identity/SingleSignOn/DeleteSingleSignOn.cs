using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Identity.SingleSignOn;

/// <summary>From now on people sign in with passwords; who they are at the provider stays known, in case it comes back.</summary>
[RequirePermission(Permission.ManageSingleSignOn)]
public sealed record DeleteSingleSignOnCommand : ICommand<Deleted>;

internal sealed class DeleteSingleSignOnHandler(IRepository<IdentityProvider> providers, ISignOnDomains routes, ICurrentUser me)
    : ICommandHandler<DeleteSingleSignOnCommand, Deleted>
{
    public async Task<ErrorOr<Deleted>> Handle(DeleteSingleSignOnCommand command, CancellationToken cancellationToken)
    {
        if (!me.MayGive(Role.CompanyAdmin))
        {
            return UserErrors.RoleBeyondOwn;
        }

        if (await providers.SingleOrDefaultAsync(new OwnProviderSpec(), cancellationToken) is not { } provider)
        {
            return IdentityProviderErrors.NotFound;
        }

        await routes.TryServe(provider.CompanyId, [], cancellationToken);
        providers.Remove(provider);
        return Result.Deleted;
    }
}

/// <summary>A provider speaks for a domain only as long as it is the company's.</summary>
internal sealed class StopServingDomain(IRepository<IdentityProvider> providers, ISignOnDomains routes) : IDomainEventHandler<MailDomainGivenUp>
{
    public async Task Handle(MailDomainGivenUp domainEvent, CancellationToken ct)
    {
        if (await providers.SingleOrDefaultAsync(new OwnProviderSpec(), ct) is { } provider && provider.Serves(domainEvent.Name))
        {
            provider.LoseDomain(domainEvent.Name);
            await routes.TryServe(provider.CompanyId, provider.Domains, ct);
        }
    }
}
