using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Application.Learning.Quizzes;

/// <summary>Puts a question in place of another, whose id it keeps, so that the statistics go on.</summary>
[RequirePermission(Permission.ManageLearning)]
public sealed record ReplaceQuestionCommand(Guid Id, Guid QuestionId, QuestionInput Question) : ICommand<Success>;

internal sealed class ReplaceQuestionValidator : AbstractValidator<ReplaceQuestionCommand>
{
    public ReplaceQuestionValidator() => RuleFor(command => command.Question).SetValidator(new QuestionInputValidator()).OverridePropertyName("");
}

internal sealed class ReplaceQuestionHandler(IRepository<Quiz> quizzes, TimeProvider clock) : ICommandHandler<ReplaceQuestionCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(ReplaceQuestionCommand request, CancellationToken cancellationToken)
    {
        var found = await quizzes.FindOwn(request.Id, cancellationToken);
        if (found.IsError)
        {
            return found.Errors;
        }

        var now = clock.GetUtcNow();
        return found.Value.Change(request.Question.Question(request.QuestionId, _ => Guid.CreateVersion7(now)), now);
    }
}
