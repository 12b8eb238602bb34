using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Attributes;

/// <param name="Choices">For a choice, and only for one.</param>
[RetryOnConflict]
[RequirePermission(Permission.ManageCompany)]
public sealed record DefineAttributeCommand(string Name, AttributeKind Kind, IReadOnlyList<string>? Choices = null) : ICommand<Guid>;

internal sealed class DefineAttributeValidator : AbstractValidator<DefineAttributeCommand>
{
    public DefineAttributeValidator()
    {
        RuleFor(command => command.Name).NotEmpty().AttributeName();
        RuleFor(command => command.Kind).IsInEnum();
        RuleFor(command => command.Choices).Choices();
    }
}

internal sealed class DefineAttributeHandler(
    IRepository<AttributeDefinition> definitions, IRepository<Company> companies, ICurrentUser me, TimeProvider clock)
    : ICommandHandler<DefineAttributeCommand, Guid>
{
    public async Task<ErrorOr<Guid>> Handle(DefineAttributeCommand request, CancellationToken cancellationToken)
    {
        if (await definitions.AnyAsync(new DefinitionByNameSpec(request.Name), cancellationToken))
        {
            return AttributeErrors.NameTaken;
        }

        var company = (await companies.GetByIdAsync(me.RequireCompanyId(), cancellationToken))!;
        if (company.KnowCustomAttributes([request.Name]) is { IsError: true } full)
        {
            return full.Errors.On("name");
        }

        var definition = AttributeDefinition.Create(
            company.Id, company.SpellingOf(request.Name), request.Kind, request.Choices ?? [], clock.GetUtcNow());
        if (definition.IsError)
        {
            return definition.Errors.On("choices");
        }

        definitions.Add(definition.Value);
        return definition.Value.Id;
    }

    private sealed class DefinitionByNameSpec : Specification<AttributeDefinition>
    {
        public DefinitionByNameSpec(string name)
        {
            var normalized = AttributeDefinition.Normalize(name);
            Query.Where(definition => definition.NormalizedName == normalized);
        }
    }
}

internal static class ChoiceRules
{
    public static void Choices<T>(this IRuleBuilderInitial<T, IReadOnlyList<string>?> rule) => rule.Custom((choices, context) =>
    {
        if (choices is null)
        {
            return;
        }

        if (choices.Count > AttributeDefinition.MaxChoices)
        {
            context.AddFailure($"At most {AttributeDefinition.MaxChoices} values.");
        }
        else if (choices.Distinct(StringComparer.OrdinalIgnoreCase).Count() < choices.Count)
        {
            context.AddFailure("Each value once, in any case.");
        }
        else if (choices.Any(choice => string.IsNullOrWhiteSpace(choice) || PersonRules.Text(choice, PersonProfile.MaxCustomAttributeLength) is not null))
        {
            context.AddFailure($"Values of one line with at most {PersonProfile.MaxCustomAttributeLength} characters.");
        }
    });
}
