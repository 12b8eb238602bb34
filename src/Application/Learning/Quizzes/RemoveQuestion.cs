using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Application.Learning.Quizzes;

[RequirePermission(Permission.ManageLearning)]
public sealed record RemoveQuestionCommand(Guid Id, Guid QuestionId) : ICommand<Deleted>;

internal sealed class RemoveQuestionValidator : AbstractValidator<RemoveQuestionCommand>
{
    public RemoveQuestionValidator() => RuleFor(command => command.QuestionId).NotEmpty();
}

internal sealed class RemoveQuestionHandler(IRepository<Quiz> quizzes, TimeProvider clock) : ICommandHandler<RemoveQuestionCommand, Deleted>
{
    public async Task<ErrorOr<Deleted>> Handle(RemoveQuestionCommand request, CancellationToken cancellationToken)
    {
        var found = await quizzes.FindOwn(request.Id, cancellationToken);
        return found.IsError ? found.Errors : found.Value.Remove(request.QuestionId, clock.GetUtcNow()).Then(_ => Result.Deleted);
    }
}
