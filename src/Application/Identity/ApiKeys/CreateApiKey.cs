using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Companies;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Identity.ApiKeys;

[RequirePermission(Permission.ManageApiKeys)]
public sealed record CreateApiKeyCommand(string Name, IReadOnlyList<string> Scopes, DateTimeOffset? ExpiresAt = null) : ICommand<NewApiKey>;

/// <param name="Key">The key itself: nobody can read it a second time.</param>
public sealed record NewApiKey(Guid Id, string Key, string Name, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt)
{
    internal static NewApiKey From(ApiKey key, OpaqueToken secret) =>
        new(key.Id, new ApiKeyText(key.Id, secret.Value).ToString(), key.Name, key.Scopes, key.CreatedAt, key.ExpiresAt);
}

internal sealed class CreateApiKeyValidator : AbstractValidator<CreateApiKeyCommand>
{
    public CreateApiKeyValidator()
    {
        RuleFor(command => command.Name).NotEmpty().MaximumLength(ApiKey.MaxNameLength);
        RuleFor(command => command.Scopes).NotEmpty().Must(scopes => scopes.Count <= ApiKeyScopes.All.Count).WithMessage("Too many scopes.");
        RuleForEach(command => command.Scopes).NotEmpty();
    }
}

internal sealed class CreateApiKeyHandler(IRepository<ApiKey> keys, PlanRules plan, IOpaqueTokens secrets, ICurrentUser me, TimeProvider clock)
    : ICommandHandler<CreateApiKeyCommand, NewApiKey>
{
    public async Task<ErrorOr<NewApiKey>> Handle(CreateApiKeyCommand request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var secret = secrets.Create(me.RequireCompanyId());
        var issued = ApiKey.Issue(
            Guid.CreateVersion7(now), secret.CompanyId, me.RequireUserId(), request.Name.Trim(), request.Scopes, secret.Hash, request.ExpiresAt, now);
        if (issued.IsError)
        {
            var field = issued.FirstError == ApiKeyErrors.InvalidExpiry ? "expiresAt" : "scopes";
            return issued.Errors.On(field);
        }

        if (!issued.Value.MayBeGivenBy(me.Has))
        {
            return ApiKeyErrors.ScopeBeyondOwn;
        }

        if (await plan.Require(issued.Value, cancellationToken) is { IsError: true } beyondPlan)
        {
            return beyondPlan.Errors;
        }

        keys.Add(issued.Value);
        return NewApiKey.From(issued.Value, secret);
    }
}
