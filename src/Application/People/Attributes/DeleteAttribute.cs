using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Attributes;

/// <summary>The column and what people have in it stay, as text.</summary>
[RequirePermission(Permission.ManageCompany)]
public sealed record DeleteAttributeCommand(Guid Id) : ICommand<Deleted>;

internal sealed class DeleteAttributeValidator : AbstractValidator<DeleteAttributeCommand>
{
    public DeleteAttributeValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class DeleteAttributeHandler(IRepository<AttributeDefinition> definitions) : ICommandHandler<DeleteAttributeCommand, Deleted>
{
    public async Task<ErrorOr<Deleted>> Handle(DeleteAttributeCommand request, CancellationToken cancellationToken)
    {
        if (await definitions.GetByIdAsync(request.Id, cancellationToken) is not { } definition)
        {
            return AttributeErrors.NotFound;
        }

        definitions.Remove(definition);
        return Result.Deleted;
    }
}
