using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Settings;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Identity.SingleSignOn;

[RequirePermission(Permission.ManageSingleSignOn)]
public sealed record GetSingleSignOnQuery : IQuery<SingleSignOnRow>;

/// <param name="RedirectUri">To be registered with the provider.</param>
public sealed record SingleSignOnRow(
    string Issuer,
    string ClientId,
    IReadOnlyList<string> Domains,
    string? RoleClaim,
    IReadOnlyList<RoleRule> RoleMap,
    Role DefaultRole,
    bool CreateAccounts,
    bool Enforced,
    IReadOnlyList<Guid> BreakGlassUserIds,
    string RedirectUri,
    DateTimeOffset CreatedAt,
    int Version) : IVersioned;

internal sealed class GetSingleSignOnHandler(IRepository<IdentityProvider> providers, PublicAddress address)
    : IQueryHandler<GetSingleSignOnQuery, SingleSignOnRow>
{
    public async Task<ErrorOr<SingleSignOnRow>> Handle(GetSingleSignOnQuery query, CancellationToken cancellationToken) =>
        await providers.SingleOrDefaultAsync(new OwnProviderSpec(), cancellationToken) is { } provider
            ? new SingleSignOnRow(
                provider.Issuer,
                provider.ClientId,
                provider.Domains,
                provider.RoleClaim,
                provider.RoleRules,
                provider.DefaultRole,
                provider.CreatesAccounts,
                provider.IsEnforced,
                provider.BreakGlassUserIds,
                address.Link(SignOnPaths.Callback),
                provider.CreatedAt,
                provider.Version)
            : IdentityProviderErrors.NotFound;
}
