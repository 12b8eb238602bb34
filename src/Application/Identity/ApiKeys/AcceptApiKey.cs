using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Identity.ApiKeys;

/// <summary>Finds out whose key it is and what it may do. Asked on every request of a key, so that a revoked one ends with the next.</summary>
/// <param name="IsReport">
/// For a report of a mail, which is not noted as a use: a key that has just been used would tell of the one person who has a mail of a
/// simulation in works-council mode.
/// </param>
[Public]
[NotAudited]
[RetryOnConflict]
public sealed record AcceptApiKeyCommand(string Key, bool IsReport = false) : ICommand<AcceptedApiKey>;

public sealed record AcceptedApiKey(Guid Id, Guid CompanyId, IReadOnlySet<Permission> Permissions);

internal sealed class AcceptApiKeyValidator : AbstractValidator<AcceptApiKeyCommand>
{
    public AcceptApiKeyValidator() => RuleFor(command => command.Key).IsCredential();
}

internal sealed class AcceptApiKeyHandler(
    IRepository<ApiKey> keys, IReader<Company> companies, IOpaqueTokens secrets, ITenant tenant, TimeProvider clock)
    : ICommandHandler<AcceptApiKeyCommand, AcceptedApiKey>
{
    private static readonly Error Unknown = CommonErrors.Unauthenticated;

    public async Task<ErrorOr<AcceptedApiKey>> Handle(AcceptApiKeyCommand request, CancellationToken cancellationToken)
    {
        if (ApiKeyText.Read(request.Key) is not { } text || secrets.Read(text.Secret) is not { } secret)
        {
            return Unknown;
        }

        tenant.Enter(secret.CompanyId);
        var now = clock.GetUtcNow();
        if (await keys.GetByIdAsync(text.Id, cancellationToken) is not { } key
            || !key.Accepts(secret.Hash, now)
            || await companies.CountAsync(new ActiveCompanySpec(), cancellationToken) == 0)
        {
            return Unknown;
        }

        if (!request.IsReport && key.IsUseWorthNoting(now))
        {
            key.NoteUse(now);
        }

        return new AcceptedApiKey(key.Id, key.CompanyId, ApiKeyScopes.Permissions(key.Scopes));
    }

    private sealed class ActiveCompanySpec : Specification<Company>
    {
        public ActiveCompanySpec() => Query.Where(company => company.Status == CompanyStatus.Active);
    }
}
