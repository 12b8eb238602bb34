using System.Text.Json;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.People.Scim.Users;

/// <summary>
/// A person whom the company's directory has assigned to it. As with an import nobody is written to: people sign in by the company's single
/// sign-on, or when they are invited. Whoever was deleted and can still be restored is the same person again, as an employee.
/// </summary>
/// <param name="Resource">A User of RFC 7643.</param>
[RetryOnConflict]
[RequirePermission(Permission.Provision)]
public sealed record CreateScimUserCommand(JsonElement Resource) : ICommand<Guid>;

internal sealed class CreateScimUserValidator : AbstractValidator<CreateScimUserCommand>
{
    public CreateScimUserValidator() => RuleFor(command => command.Resource).IsScimResource();
}

internal static class ScimResourceRules
{
    public static void IsScimResource<T>(this IRuleBuilder<T, JsonElement> rule) =>
        rule.Must(resource => resource.ValueKind == JsonValueKind.Object).WithMessage("Must be an object.");

    public static void AreScimOperations<T>(this IRuleBuilder<T, IReadOnlyList<ScimOperation>> rule) =>
        rule.Must(operations => operations.Count is > 0 and <= ScimLimits.MaxOperations)
            .WithMessage($"Between 1 and {ScimLimits.MaxOperations} operations are needed.");
}

internal sealed class CreateScimUserHandler(ScimPeople people) : ICommandHandler<CreateScimUserCommand, Guid>
{
    public async Task<ErrorOr<Guid>> Handle(CreateScimUserCommand request, CancellationToken cancellationToken)
    {
        var changes = ScimPersonChanges.OfResource(request.Resource);
        return changes.IsError ? changes.Errors : (await people.Take(changes.Value, cancellationToken)).Then(user => user.Id);
    }
}
