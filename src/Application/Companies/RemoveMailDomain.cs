using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Identity.SingleSignOn;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Companies;

/// <summary>
/// What rests on the domain ends with it. One that the company's single sign-on serves is taken away only by those who could end that: its people
/// would sign in with passwords again.
/// </summary>
[RequirePermission(Permission.ManageCompany)]
public sealed record RemoveMailDomainCommand(Guid Id) : ICommand<Deleted>;

internal sealed class RemoveMailDomainValidator : AbstractValidator<RemoveMailDomainCommand>
{
    public RemoveMailDomainValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class RemoveMailDomainHandler(IRepository<MailDomain> domains, IRepository<IdentityProvider> providers, ICurrentUser me)
    : ICommandHandler<RemoveMailDomainCommand, Deleted>
{
    public async Task<ErrorOr<Deleted>> Handle(RemoveMailDomainCommand request, CancellationToken cancellationToken)
    {
        if (await domains.GetByIdAsync(request.Id, cancellationToken) is not { } domain)
        {
            return MailDomainErrors.NotFound;
        }

        if (!me.Has(Permission.ManageSingleSignOn)
            && await providers.SingleOrDefaultAsync(new OwnProviderSpec(), cancellationToken) is { } provider
            && provider.Serves(domain.Name))
        {
            return IdentityProviderErrors.ServesDomain;
        }

        domain.GiveUp();
        domains.Remove(domain);
        return Result.Deleted;
    }
}
