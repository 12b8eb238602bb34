using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Application.Learning.Attempts;

/// <summary>Keeps answers while they are given. Only the questions that are named change, so that two devices do not undo each other's work.</summary>
[RetryOnConflict]
[NotAudited]
[Authenticated]
[DespiteUnpaid]
public sealed record SaveAnswersCommand(Guid Id, IReadOnlyList<AnswerInput> Answers) : ICommand<SavedAnswersRow>;

/// <summary>Only the members of the question's kind mean something.</summary>
/// <param name="Choices">Ids of the choices taken; for ordering all of them, in the order given.</param>
public sealed record AnswerInput(
    Guid QuestionId, IReadOnlyList<Guid>? Choices = null, bool? IsTrue = null, string? Text = null, IReadOnlyList<MatchInput>? Matches = null)
{
    internal Answer Answer => new(
        QuestionId, Choices, IsTrue, Text, Matches is null ? null : [.. Matches.Select(match => new Match(match.Left, match.Right))]);
}

public sealed record MatchInput(Guid Left, Guid Right);

/// <param name="Answered">How many of the questions have an answer now.</param>
/// <param name="EndsAt">When the time is over, by the server's clock.</param>
public sealed record SavedAnswersRow(int Answered, int Questions, DateTimeOffset? EndsAt);

internal sealed class SaveAnswersValidator : AbstractValidator<SaveAnswersCommand>
{
    public SaveAnswersValidator()
    {
        RuleFor(command => command.Answers).NotNull().Must(answers => answers is null || answers.Count <= Quiz.MaxQuestions)
            .WithMessage($"At most {Quiz.MaxQuestions} answers.");
        RuleForEach(command => command.Answers).NotNull().ChildRules(answer =>
        {
            answer.RuleFor(given => given.Text).MaximumLength(Question.MaxAcceptedLength);
            answer.RuleFor(given => given.Choices).Must(ids => ids is null || ids.Count <= Question.MaxParts);
            answer.RuleFor(given => given.Matches).Must(matches => matches is null || matches.Count <= Question.MaxParts);
            answer.RuleForEach(given => given.Matches).NotNull();
        });
    }
}

internal sealed class SaveAnswersHandler(AttemptGrading attempts, TimeProvider clock) : ICommandHandler<SaveAnswersCommand, SavedAnswersRow>
{
    public async Task<ErrorOr<SavedAnswersRow>> Handle(SaveAnswersCommand request, CancellationToken cancellationToken)
    {
        var found = await attempts.FindOwn(request.Id, cancellationToken);
        if (found.IsError)
        {
            return found.Errors;
        }

        var attempt = found.Value;
        return attempt.Save([.. request.Answers.Select(answer => answer.Answer)], clock.GetUtcNow()).Match<ErrorOr<SavedAnswersRow>>(
            _ => new SavedAnswersRow(attempt.Answers.Count, attempt.Questions.Count, attempt.EndsAt),
            errors => errors.On("answers"));
    }
}
