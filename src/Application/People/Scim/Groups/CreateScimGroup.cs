using System.Text.Json;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.People.Scim.Users;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Scim.Groups;

/// <param name="Resource">A Group of RFC 7643.</param>
[RetryOnConflict]
[RequirePermission(Permission.Provision)]
public sealed record CreateScimGroupCommand(JsonElement Resource) : ICommand<Guid>;

internal sealed class CreateScimGroupValidator : AbstractValidator<CreateScimGroupCommand>
{
    public CreateScimGroupValidator() => RuleFor(command => command.Resource).IsScimResource();
}

internal sealed class CreateScimGroupHandler(IRepository<Group> groups, ScimGroupWriter writer, ICurrentUser me, TimeProvider clock)
    : ICommandHandler<CreateScimGroupCommand, Guid>
{
    public async Task<ErrorOr<Guid>> Handle(CreateScimGroupCommand request, CancellationToken cancellationToken)
    {
        var changes = ScimGroupChanges.OfResource(request.Resource);
        if (changes.IsError)
        {
            return changes.Errors;
        }

        if (changes.Value.Name is not { IsSet: true, Value: { } name })
        {
            return ScimErrors.InvalidValue("displayName", "Must not be empty.");
        }

        var group = Group.Create(me.RequireCompanyId(), name, description: null, rule: null, clock.GetUtcNow());
        groups.Add(group);
        return (await writer.Write(group, changes.Value, isNew: true, cancellationToken)).Then(_ => group.Id);
    }
}
