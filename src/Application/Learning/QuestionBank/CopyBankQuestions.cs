using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Learning.Quizzes;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Application.Learning.QuestionBank;

/// <summary>Adds questions of the bank, the library's included, at the end of a quiz, which changes them from then on by itself.</summary>
[RequirePermission(Permission.ManageLearning)]
public sealed record CopyBankQuestionsCommand(Guid Id, IReadOnlyList<Guid> QuestionIds) : ICommand<Success>;

internal sealed class CopyBankQuestionsValidator : AbstractValidator<CopyBankQuestionsCommand>
{
    public CopyBankQuestionsValidator() => RuleFor(command => command.QuestionIds)
        .NotEmpty()
        .Must(ids => ids is null || ids.Count <= Quiz.MaxQuestions).WithMessage($"At most {Quiz.MaxQuestions} questions.");
}

internal sealed class CopyBankQuestionsHandler(IRepository<Quiz> quizzes, IRepository<BankQuestion> questions, TimeProvider clock)
    : ICommandHandler<CopyBankQuestionsCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(CopyBankQuestionsCommand request, CancellationToken cancellationToken)
    {
        var found = await quizzes.FindOwn(request.Id, cancellationToken);
        if (found.IsError)
        {
            return found.Errors;
        }

        var now = clock.GetUtcNow();
        var ids = request.QuestionIds.Distinct().ToList();
        var byId = (await questions.ListAsync(new IdsSpec<BankQuestion>(ids), cancellationToken)).ToDictionary(question => question.Id);
        if (byId.Count < ids.Count)
        {
            return BankErrors.NotFound.On("questionIds");
        }

        foreach (var question in ids.Select(id => byId[id].Question))
        {
            var copy = QuestionInput.Of(question).Question(Guid.CreateVersion7(now), _ => Guid.CreateVersion7(now));
            if (found.Value.Add(copy, now) is { IsError: true } full)
            {
                return full.Errors;
            }
        }

        return Result.Success;
    }
}
