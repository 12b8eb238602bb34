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

/// <summary>What the resource does not mention is taken away, members included.</summary>
/// <param name="Resource">A Group of RFC 7643.</param>
[RetryOnConflict]
[RequirePermission(Permission.Provision)]
public sealed record ReplaceScimGroupCommand(Guid Id, JsonElement Resource) : ICommand<Success>;

internal sealed class ReplaceScimGroupValidator : AbstractValidator<ReplaceScimGroupCommand>
{
    public ReplaceScimGroupValidator() => RuleFor(command => command.Resource).IsScimResource();
}

internal sealed class ReplaceScimGroupHandler(IRepository<Group> groups, ScimGroupWriter writer) : ICommandHandler<ReplaceScimGroupCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(ReplaceScimGroupCommand request, CancellationToken cancellationToken)
    {
        if (await groups.GetByIdAsync(request.Id, cancellationToken) is not { } group)
        {
            return GroupErrors.NotFound;
        }

        var changes = ScimGroupChanges.OfResource(request.Resource);
        return changes.IsError ? changes.Errors : await writer.Write(group, changes.Value, isNew: false, cancellationToken);
    }
}
