using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Application.Identity.SingleSignOn;

/// <summary>Whether the domain of the address has single sign-on: the same for every address of it, whoever has one.</summary>
[Public]
public sealed record FindSignOnQuery(string Email) : IQuery<SignOnAvailability>;

public sealed record SignOnAvailability(bool SingleSignOn);

internal sealed class FindSignOnValidator : AbstractValidator<FindSignOnQuery>
{
    public FindSignOnValidator() => RuleFor(query => query.Email).IsEmail();
}

internal sealed class FindSignOnHandler(ISignOnDomains domains) : IQueryHandler<FindSignOnQuery, SignOnAvailability>
{
    public async Task<ErrorOr<SignOnAvailability>> Handle(FindSignOnQuery query, CancellationToken cancellationToken) =>
        await EmailAddress.Parse(query.Email)
            .ThenAsync(async email => new SignOnAvailability(await domains.FindCompany(email.Domain, cancellationToken) is not null));
}
