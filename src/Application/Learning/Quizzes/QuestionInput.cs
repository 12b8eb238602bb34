using FluentValidation;
using SecurityTraining.Application.Learning.Courses;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Application.Learning.Quizzes;

/// <summary>What an author writes down of a question; only the members of its kind may be there.</summary>
/// <param name="Choices">Of single and multiple choice.</param>
/// <param name="Items">Of ordering: in the right order.</param>
/// <param name="Pairs">Of matching.</param>
/// <param name="Accepted">Of short text: compared in any case and spacing.</param>
/// <param name="Answer">Of true/false.</param>
/// <param name="PartialCredit">Multiple choice, ordering and matching: what is partly right earns its part.</param>
public sealed record QuestionInput(
    QuestionKind Kind,
    string Text,
    int Points = 1,
    IReadOnlyList<ChoiceInput>? Choices = null,
    IReadOnlyList<string>? Items = null,
    IReadOnlyList<PairInput>? Pairs = null,
    IReadOnlyList<string>? Accepted = null,
    bool? Answer = null,
    bool PartialCredit = false,
    string? Explanation = null,
    IReadOnlyList<string>? Tags = null)
{
    /// <summary>As its author would write it down again.</summary>
    public static QuestionInput Of(Question question) => new(
        question.Kind,
        question.Text,
        question.Points,
        question.Kind is QuestionKind.SingleChoice or QuestionKind.MultipleChoice
            ? [.. question.Choices.Select(choice => new ChoiceInput(choice.Text, choice.IsCorrect, choice.Feedback))]
            : null,
        question.Kind == QuestionKind.Ordering ? [.. question.Choices.Select(choice => choice.Text)] : null,
        question.Kind == QuestionKind.Matching ? [.. question.Pairs.Select(pair => new PairInput(pair.Left, pair.Right))] : null,
        question.Kind == QuestionKind.ShortText ? question.Accepted : null,
        question.IsTrue,
        question.PartialCredit,
        question.Explanation,
        question.Tags.Count > 0 ? question.Tags : null);

    /// <param name="newId">Makes an id for a part of the question from what tells it from the others.</param>
    internal Question Question(Guid id, Func<string, Guid> newId) => new(
        id,
        Kind,
        Text.Trim(),
        Points,
        Kind == QuestionKind.Ordering
            ? [.. Items!.Select((item, index) => new Choice(newId($"item {index}"), item, IsCorrect: true, Feedback: null))]
            : [.. (Choices ?? []).Select((choice, index) => new Choice(newId($"choice {index}"), choice.Text, choice.Correct, choice.Feedback))],
        [.. (Pairs ?? []).Select((pair, index) => new Pair(newId($"left {index}"), pair.Left, newId($"right {index}"), pair.Right))],
        Accepted ?? [],
        Answer,
        PartialCredit,
        Explanation,
        CourseTags.Clean(Tags));
}

public sealed record ChoiceInput(string Text, bool Correct = false, string? Feedback = null);

public sealed record PairInput(string Left, string Right);

/// <summary>A question that nobody has been asked yet: no correction of its key has made several choices of a single choice right.</summary>
internal sealed class NewQuestionInputValidator : AbstractValidator<QuestionInput>
{
    public NewQuestionInputValidator()
    {
        Include(new QuestionInputValidator());
        RuleFor(question => question.Choices)
            .Must(choices => choices!.Count(choice => choice?.Correct == true) <= 1).WithMessage("Exactly one choice is correct.")
            .When(question => question is { Kind: QuestionKind.SingleChoice, Choices: not null });
    }
}

internal sealed class QuestionInputValidator : AbstractValidator<QuestionInput>
{
    private const int Fewest = 2;

    public QuestionInputValidator()
    {
        RuleFor(question => question.Kind).IsInEnum();
        RuleFor(question => question.Text).NotEmpty().MaximumLength(Question.MaxTextLength);
        RuleFor(question => question.Points).InclusiveBetween(1, Question.MaxPoints);
        RuleFor(question => question.Explanation).MaximumLength(Question.MaxExplanationLength);
        RuleFor(question => question.Tags).Tags();
        ValidateParts();

        Only(question => question.Choices, nameof(QuestionInput.Choices), QuestionKind.SingleChoice, QuestionKind.MultipleChoice);
        Only(question => question.Items, nameof(QuestionInput.Items), QuestionKind.Ordering);
        Only(question => question.Pairs, nameof(QuestionInput.Pairs), QuestionKind.Matching);
        Only(question => question.Accepted, nameof(QuestionInput.Accepted), QuestionKind.ShortText);
        Only(question => question.Answer, nameof(QuestionInput.Answer), QuestionKind.TrueFalse);

        RuleFor(question => question.Choices)
            .Must(choices => choices!.Any(choice => choice.Correct)).WithMessage("At least one choice is correct.")
            .When(question => question is { Kind: QuestionKind.SingleChoice or QuestionKind.MultipleChoice, Choices.Count: > 0 });
    }

    private void ValidateParts()
    {
        RuleForEach(question => question.Choices).NotNull().ChildRules(choice =>
        {
            choice.RuleFor(part => part.Text).NotEmpty().MaximumLength(Question.MaxChoiceLength);
            choice.RuleFor(part => part.Feedback).MaximumLength(Question.MaxExplanationLength);
        });
        RuleForEach(question => question.Items).NotEmpty().MaximumLength(Question.MaxChoiceLength);
        RuleForEach(question => question.Pairs).NotNull().ChildRules(pair =>
        {
            pair.RuleFor(part => part.Left).NotEmpty().MaximumLength(Question.MaxChoiceLength);
            pair.RuleFor(part => part.Right).NotEmpty().MaximumLength(Question.MaxChoiceLength);
        });
        RuleForEach(question => question.Accepted).NotEmpty().MaximumLength(Question.MaxAcceptedLength);
        RuleFor(question => question.Choices).Must(BeSeveral).WithMessage(Several);
        RuleFor(question => question.Items).Must(BeSeveral).WithMessage(Several);
        RuleFor(question => question.Pairs).Must(BeSeveral).WithMessage(Several);
        RuleFor(question => question.Accepted).Must(accepted => accepted is null or { Count: >= 1 and <= Question.MaxParts })
            .WithMessage($"Between 1 and {Question.MaxParts}.");
    }

    private static string Several => $"Between {Fewest} and {Question.MaxParts}.";

    private static bool BeSeveral<T>(IReadOnlyList<T>? parts) => parts is null or { Count: >= Fewest and <= Question.MaxParts };

    private void Only<TPart>(Func<QuestionInput, TPart?> part, string name, params QuestionKind[] kinds) =>
        RuleFor(question => question)
            .Must(question => kinds.Contains(question.Kind) == (part(question) is not null))
            .OverridePropertyName(name)
            .WithMessage($"For {string.Join(" and ", kinds)}, and for nothing else.");
}
