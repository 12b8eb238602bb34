using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Identity.ApiKeys;

/// <summary>Ends a key at once. It stays in the list, so that what it did can still be told.</summary>
[RequirePermission(Permission.ManageApiKeys)]
[DespiteUnpaid(EvenSuspended = true)]
public sealed record RevokeApiKeyCommand(Guid Id) : ICommand<Deleted>;

internal sealed class RevokeApiKeyValidator : AbstractValidator<RevokeApiKeyCommand>
{
    public RevokeApiKeyValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class RevokeApiKeyHandler(IRepository<ApiKey> keys, TimeProvider clock) : ICommandHandler<RevokeApiKeyCommand, Deleted>
{
    public async Task<ErrorOr<Deleted>> Handle(RevokeApiKeyCommand request, CancellationToken cancellationToken)
    {
        if (await keys.GetByIdAsync(request.Id, cancellationToken) is not { } key)
        {
            return ApiKeyErrors.NotFound;
        }

        key.Revoke(clock.GetUtcNow());
        return Result.Deleted;
    }
}
