using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Companies;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Identity.ApiKeys;

/// <summary>A new secret for the same key.</summary>
/// <param name="OverlapHours">For how long the old secret goes on working: 0 to 168, by default 24.</param>
[RequirePermission(Permission.ManageApiKeys)]
public sealed record RotateApiKeyCommand(Guid Id, int? OverlapHours) : ICommand<NewApiKey>;

internal sealed class RotateApiKeyValidator : AbstractValidator<RotateApiKeyCommand>
{
    public RotateApiKeyValidator()
    {
        RuleFor(command => command.Id).NotEmpty();
        RuleFor(command => command.OverlapHours).InclusiveBetween(0, (int)ApiKey.MaxOverlap.TotalHours);
    }
}

internal sealed class RotateApiKeyHandler(IRepository<ApiKey> keys, PlanRules plan, IOpaqueTokens secrets, ICurrentUser me, TimeProvider clock)
    : ICommandHandler<RotateApiKeyCommand, NewApiKey>
{
    private const int DefaultOverlapHours = 24;

    public async Task<ErrorOr<NewApiKey>> Handle(RotateApiKeyCommand request, CancellationToken cancellationToken)
    {
        if (await keys.GetByIdAsync(request.Id, cancellationToken) is not { } key)
        {
            return ApiKeyErrors.NotFound;
        }

        if (!key.MayBeGivenBy(me.Has))
        {
            return ApiKeyErrors.ScopeBeyondOwn;
        }

        if (await plan.Require(key, cancellationToken) is { IsError: true } beyondPlan)
        {
            return beyondPlan.Errors;
        }

        var secret = secrets.Create(key.CompanyId);
        var rotated = key.Rotate(secret.Hash, TimeSpan.FromHours(request.OverlapHours ?? DefaultOverlapHours), clock.GetUtcNow());
        return rotated.IsError ? rotated.Errors : NewApiKey.From(key, secret);
    }
}
