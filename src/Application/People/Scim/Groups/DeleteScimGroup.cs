using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Scim.Groups;

/// <summary>Its people stay.</summary>
[RetryOnConflict]
[RequirePermission(Permission.Provision)]
public sealed record DeleteScimGroupCommand(Guid Id) : ICommand<Deleted>;

internal sealed class DeleteScimGroupValidator : AbstractValidator<DeleteScimGroupCommand>
{
    public DeleteScimGroupValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class DeleteScimGroupHandler(IRepository<Group> groups) : ICommandHandler<DeleteScimGroupCommand, Deleted>
{
    public async Task<ErrorOr<Deleted>> Handle(DeleteScimGroupCommand request, CancellationToken cancellationToken)
    {
        if (await groups.GetByIdAsync(request.Id, cancellationToken) is not { } group)
        {
            return GroupErrors.NotFound;
        }

        if (group.Rule is not null)
        {
            return ScimErrors.Immutable("A group by rule is deleted where its rule is.");
        }

        groups.Remove(group);
        return Result.Deleted;
    }
}
