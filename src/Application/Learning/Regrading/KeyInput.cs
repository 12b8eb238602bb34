using FluentValidation;
using SecurityTraining.Application.Learning.Attempts;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Application.Learning.Regrading;

/// <summary>What is right after all; exactly the member of the question's kind is there.</summary>
/// <param name="Choices">Of single and multiple choice: ids of all that are right. Of a single choice several may be: each of them earns the points.</param>
/// <param name="Order">Of ordering: ids of all choices in the right order.</param>
/// <param name="Matches">Of matching: each left and each right once.</param>
/// <param name="Accepted">Of short text.</param>
/// <param name="IsTrue">Of true/false.</param>
/// <param name="Explanation">Takes the place of the former one; absent: that stays.</param>
public sealed record KeyInput(
    IReadOnlyList<Guid>? Choices = null,
    IReadOnlyList<Guid>? Order = null,
    IReadOnlyList<MatchInput>? Matches = null,
    IReadOnlyList<string>? Accepted = null,
    bool? IsTrue = null,
    string? Explanation = null)
{
    internal KeyCorrection Correction => new(
        Choices, Order, Matches is null ? null : [.. Matches.Select(match => new Match(match.Left, match.Right))], Accepted, IsTrue, Explanation);

    internal int Given => new object?[] { Choices, Order, Matches, Accepted, IsTrue }.Count(member => member is not null);
}

internal sealed class KeyInputValidator : AbstractValidator<KeyInput>
{
    public KeyInputValidator()
    {
        RuleFor(key => key.Given).Equal(1).OverridePropertyName("key").WithMessage("Exactly one of choices, order, matches, accepted and isTrue.");
        RuleFor(key => key.Choices).Must(ids => ids is null || ids.Count <= Question.MaxParts);
        RuleFor(key => key.Order).Must(ids => ids is null || ids.Count <= Question.MaxParts);
        RuleFor(key => key.Matches).Must(matches => matches is null || matches.Count <= Question.MaxParts);
        RuleForEach(key => key.Matches).NotNull();
        RuleFor(key => key.Accepted).Must(accepted => accepted is null or { Count: >= 1 and <= Question.MaxParts });
        RuleForEach(key => key.Accepted).NotEmpty().MaximumLength(Question.MaxAcceptedLength);
        RuleFor(key => key.Explanation).MaximumLength(Question.MaxExplanationLength);
    }
}
