using System.Text.Json;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Scim.Users;

/// <summary>What the resource does not mention is taken away, but for what nobody can be without, and for whether they are active.</summary>
/// <param name="Resource">A User of RFC 7643.</param>
[RetryOnConflict]
[DespiteUnpaid(EvenWithoutFeature = true)]
[RequirePermission(Permission.Provision)]
public sealed record ReplaceScimUserCommand(Guid Id, JsonElement Resource) : ICommand<Success>;

internal sealed class ReplaceScimUserValidator : AbstractValidator<ReplaceScimUserCommand>
{
    public ReplaceScimUserValidator() => RuleFor(command => command.Resource).IsScimResource();
}

internal sealed class ReplaceScimUserHandler(IRepository<User> users, ScimPeople people, ScimLeavers leavers)
    : ICommandHandler<ReplaceScimUserCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(ReplaceScimUserCommand request, CancellationToken cancellationToken)
    {
        if (await users.GetByIdAsync(request.Id, cancellationToken) is not { } user)
        {
            return UserErrors.NotFound;
        }

        var changes = await leavers.Allow(ScimPersonChanges.OfResource(request.Resource), cancellationToken);
        return changes.IsError
            ? changes.Errors
            : (await people.Change(user, changes.Value, cancellationToken)).Then(_ => Result.Success);
    }
}
