using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Identity.ApiKeys;

/// <summary>The company's keys, newest first, revoked and expired ones too.</summary>
[RequirePermission(Permission.ManageApiKeys)]
public sealed record ListApiKeysQuery(int? Page, int? PageSize) : IQuery<PagedList<ApiKeyRow>>, IPagedQuery;

/// <param name="LastUsedAt">To within five minutes; reports of suspicious mails are not noted.</param>
public sealed record ApiKeyRow(
    Guid Id,
    string Name,
    IReadOnlyList<string> Scopes,
    Guid CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt,
    DateTimeOffset? RevokedAt,
    int Version) : IVersioned;

internal sealed class ListApiKeysValidator : AbstractValidator<ListApiKeysQuery>
{
    public ListApiKeysValidator() => this.ValidatePaging();
}

internal sealed class ListApiKeysHandler(IReader<ApiKey> keys) : IQueryHandler<ListApiKeysQuery, PagedList<ApiKeyRow>>
{
    public async Task<ErrorOr<PagedList<ApiKeyRow>>> Handle(ListApiKeysQuery request, CancellationToken cancellationToken) =>
        await keys.PageAsync<ApiKeyRow>(new NewestFirstSpec(), request, cancellationToken);

    private sealed class NewestFirstSpec : Specification<ApiKey>
    {
        public NewestFirstSpec() => Query.OrderByDescending(key => key.Id);
    }
}

internal sealed class ApiKeyRowProfile : Profile
{
    public ApiKeyRowProfile() => CreateProjection<ApiKey, ApiKeyRow>();
}
