using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.People.Scim.Users;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Scim.Groups;

/// <summary>All of the operations, or none (RFC 7644, 3.5.2).</summary>
[RetryOnConflict]
[RequirePermission(Permission.Provision)]
public sealed record PatchScimGroupCommand(Guid Id, IReadOnlyList<ScimOperation> Operations) : ICommand<Success>;

internal sealed class PatchScimGroupValidator : AbstractValidator<PatchScimGroupCommand>
{
    public PatchScimGroupValidator() => RuleFor(command => command.Operations).AreScimOperations();
}

internal sealed class PatchScimGroupHandler(IRepository<Group> groups, ScimGroupWriter writer) : ICommandHandler<PatchScimGroupCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(PatchScimGroupCommand request, CancellationToken cancellationToken)
    {
        if (await groups.GetByIdAsync(request.Id, cancellationToken) is not { } group)
        {
            return GroupErrors.NotFound;
        }

        var changes = ScimGroupChanges.OfOperations(request.Operations);
        return changes.IsError ? changes.Errors : await writer.Write(group, changes.Value, isNew: false, cancellationToken);
    }
}
