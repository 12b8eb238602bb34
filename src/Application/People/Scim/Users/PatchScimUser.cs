using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Scim.Users;

/// <summary>All of the operations, or none (RFC 7644, 3.5.2); of a company that may not provision, but for <see cref="ScimLeavers"/>.</summary>
[RetryOnConflict]
[DespiteUnpaid(EvenWithoutFeature = true)]
[RequirePermission(Permission.Provision)]
public sealed record PatchScimUserCommand(Guid Id, IReadOnlyList<ScimOperation> Operations) : ICommand<Success>;

internal sealed class PatchScimUserValidator : AbstractValidator<PatchScimUserCommand>
{
    public PatchScimUserValidator() => RuleFor(command => command.Operations).AreScimOperations();
}

internal sealed class PatchScimUserHandler(IRepository<User> users, ScimPeople people, ScimLeavers leavers)
    : ICommandHandler<PatchScimUserCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(PatchScimUserCommand request, CancellationToken cancellationToken)
    {
        if (await users.GetByIdAsync(request.Id, cancellationToken) is not { } user)
        {
            return UserErrors.NotFound;
        }

        var changes = await leavers.Allow(ScimPersonChanges.OfOperations(request.Operations), cancellationToken);
        return changes.IsError
            ? changes.Errors
            : (await people.Change(user, changes.Value, cancellationToken)).Then(_ => Result.Success);
    }
}
