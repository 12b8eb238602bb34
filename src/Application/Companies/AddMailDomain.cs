using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Companies;

[RetryOnConflict]
[RequirePermission(Permission.ManageCompany)]
public sealed record AddMailDomainCommand(string Name) : ICommand<Guid>;

internal sealed class AddMailDomainValidator : AbstractValidator<AddMailDomainCommand>
{
    public AddMailDomainValidator() => RuleFor(command => command.Name).NotEmpty().MaximumLength(DomainName.MaxLength);
}

internal sealed class AddMailDomainHandler(IRepository<MailDomain> domains, ICurrentUser me, TimeProvider clock)
    : ICommandHandler<AddMailDomainCommand, Guid>
{
    public async Task<ErrorOr<Guid>> Handle(AddMailDomainCommand request, CancellationToken cancellationToken)
    {
        var claim = MailDomain.Claim(me.RequireCompanyId(), request.Name, clock.GetUtcNow());
        if (claim.IsError)
        {
            return claim.Errors.On("name");
        }

        if (await domains.AnyAsync(new MailDomainByNameSpec(claim.Value.Name), cancellationToken))
        {
            return MailDomainErrors.AlreadyClaimed;
        }

        domains.Add(claim.Value);
        return claim.Value.Id;
    }

    private sealed class MailDomainByNameSpec : SingleResultSpecification<MailDomain>
    {
        public MailDomainByNameSpec(string name) => Query.Where(domain => domain.Name == name);
    }
}
