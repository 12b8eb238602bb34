using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Application.Learning.Quizzes;

/// <summary>Adds a question at the end of a quiz.</summary>
[RequirePermission(Permission.ManageLearning)]
public sealed record AddQuestionCommand(Guid Id, QuestionInput Question) : ICommand<Guid>;

internal sealed class AddQuestionValidator : AbstractValidator<AddQuestionCommand>
{
    public AddQuestionValidator() => RuleFor(command => command.Question).SetValidator(new NewQuestionInputValidator()).OverridePropertyName("");
}

internal sealed class AddQuestionHandler(IRepository<Quiz> quizzes, TimeProvider clock) : ICommandHandler<AddQuestionCommand, Guid>
{
    public async Task<ErrorOr<Guid>> Handle(AddQuestionCommand request, CancellationToken cancellationToken)
    {
        var found = await quizzes.FindOwn(request.Id, cancellationToken);
        if (found.IsError)
        {
            return found.Errors;
        }

        var now = clock.GetUtcNow();
        var question = request.Question.Question(Guid.CreateVersion7(now), _ => Guid.CreateVersion7(now));
        return found.Value.Add(question, now).Then(_ => question.Id);
    }
}
