using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Companies;

[RequirePermission(Permission.ManageCompany)]
public sealed record RemoveMailDomainCommand(Guid Id) : ICommand<Deleted>;

internal sealed class RemoveMailDomainValidator : AbstractValidator<RemoveMailDomainCommand>
{
    public RemoveMailDomainValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class RemoveMailDomainHandler(IRepository<MailDomain> domains) : ICommandHandler<RemoveMailDomainCommand, Deleted>
{
    public async Task<ErrorOr<Deleted>> Handle(RemoveMailDomainCommand request, CancellationToken cancellationToken)
    {
        if (await domains.GetByIdAsync(request.Id, cancellationToken) is not { } domain)
        {
            return MailDomainErrors.NotFound;
        }

        domain.GiveUp();
        domains.Remove(domain);
        return Result.Deleted;
    }
}
