using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Learning.Quizzes;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Application.Learning.QuestionBank;

/// <summary>Keeps a question for quizzes to come.</summary>
[RequirePermission(Permission.ManageLearning)]
public sealed record CreateBankQuestionCommand(BankQuestionInput Input) : ICommand<Guid>;

/// <param name="Question">Its tags are what quizzes draw it by.</param>
public sealed record BankQuestionInput(QuestionInput Question, string Language = Languages.Default);

internal sealed class CreateBankQuestionValidator : AbstractValidator<CreateBankQuestionCommand>
{
    public CreateBankQuestionValidator() => RuleFor(command => command.Input).SetValidator(new BankQuestionInputValidator(new NewQuestionInputValidator())).OverridePropertyName("");
}

internal sealed class BankQuestionInputValidator : AbstractValidator<BankQuestionInput>
{
    public BankQuestionInputValidator(IValidator<QuestionInput> question)
    {
        RuleFor(input => input.Language).NotEmpty().SupportedLanguage();
        RuleFor(input => input.Question).NotNull().SetValidator(question);
    }
}

internal sealed class CreateBankQuestionHandler(IRepository<BankQuestion> questions, ICurrentUser me, TimeProvider clock)
    : ICommandHandler<CreateBankQuestionCommand, Guid>
{
    public Task<ErrorOr<Guid>> Handle(CreateBankQuestionCommand request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var question = request.Input.Question.Question(Guid.CreateVersion7(now), _ => Guid.CreateVersion7(now));
        questions.Add(BankQuestion.Of(me.RequireCompanyId(), request.Input.Language, question, now));
        return Task.FromResult<ErrorOr<Guid>>(question.Id);
    }
}
