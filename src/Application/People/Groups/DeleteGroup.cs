using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Groups;

/// <summary>Its people stay; drafts of simulations that name the group find nobody in it.</summary>
[RequirePermission(Permission.ManagePeople)]
public sealed record DeleteGroupCommand(Guid Id) : ICommand<Deleted>;

internal sealed class DeleteGroupValidator : AbstractValidator<DeleteGroupCommand>
{
    public DeleteGroupValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class DeleteGroupHandler(IRepository<Group> groups) : ICommandHandler<DeleteGroupCommand, Deleted>
{
    public async Task<ErrorOr<Deleted>> Handle(DeleteGroupCommand request, CancellationToken cancellationToken)
    {
        if (await groups.GetByIdAsync(request.Id, cancellationToken) is not { } group)
        {
            return GroupErrors.NotFound;
        }

        groups.Remove(group);
        return Result.Deleted;
    }
}
