using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Attributes;

[RequirePermission(Permission.ManageCompany)]
public sealed record UpdateAttributeCommand(Guid Id, AttributeChanges Changes) : ICommand<Success>;

public sealed record AttributeChanges(Optional<AttributeKind> Kind = default, Optional<IReadOnlyList<string>?> Choices = default);

internal sealed class UpdateAttributeValidator : AbstractValidator<UpdateAttributeCommand>
{
    public UpdateAttributeValidator()
    {
        this.IfSet(command => command.Changes.Kind, kind => kind.IsInEnum());
        this.IfSet(command => command.Changes.Choices, choices => choices.Choices());
    }
}

internal sealed class UpdateAttributeHandler(IRepository<AttributeDefinition> definitions) : ICommandHandler<UpdateAttributeCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(UpdateAttributeCommand request, CancellationToken cancellationToken)
    {
        if (await definitions.GetByIdAsync(request.Id, cancellationToken) is not { } definition)
        {
            return AttributeErrors.NotFound;
        }

        var kind = request.Changes.Kind.Or(definition.Kind);
        var choices = request.Changes.Choices.IsSet || kind == AttributeKind.Choice ? request.Changes.Choices.Or(definition.Choices) ?? [] : [];
        var changed = definition.Change(kind, choices);
        return changed.IsError ? changed.Errors.On("choices") : changed;
    }
}
