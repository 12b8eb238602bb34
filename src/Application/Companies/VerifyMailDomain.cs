using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Settings;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Companies;

[RequirePermission(Permission.ManageCompany)]
public sealed record VerifyMailDomainCommand(Guid Id) : ICommand<Success>;

internal sealed class VerifyMailDomainValidator : AbstractValidator<VerifyMailDomainCommand>
{
    public VerifyMailDomainValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class VerifyMailDomainHandler(
    IRepository<MailDomain> domains, ITxtRecords records, PhishingOptions options, TimeProvider clock)
    : ICommandHandler<VerifyMailDomainCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(VerifyMailDomainCommand request, CancellationToken cancellationToken)
    {
        if (await domains.GetByIdAsync(request.Id, cancellationToken) is not { } domain)
        {
            return MailDomainErrors.NotFound;
        }

        if (options.AllowedUnverifiedDomains.Any(allowed => DomainName.IsWithin(domain.Name, allowed.ToLowerInvariant())))
        {
            domain.VerifyByConfiguration(clock.GetUtcNow());
            return Result.Success;
        }

        var published = await records.Find(domain.RecordName, cancellationToken);
        return domain.Verify(published, clock.GetUtcNow());
    }
}
