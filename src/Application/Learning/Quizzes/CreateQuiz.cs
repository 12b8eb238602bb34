using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Application.Learning.Quizzes;

/// <summary>Begins a quiz of the company's own, without questions.</summary>
[RequirePermission(Permission.ManageLearning)]
public sealed record CreateQuizCommand(QuizInput Quiz) : ICommand<Guid>;

/// <param name="Rules">Absent: passed with 80 percent, as many attempts as one likes, no time limit.</param>
public sealed record QuizInput(string Title, string Language = Languages.Default, QuizRules? Rules = null);

internal sealed class CreateQuizValidator : AbstractValidator<CreateQuizCommand>
{
    public CreateQuizValidator() => RuleFor(command => command.Quiz).SetValidator(new QuizInputValidator()).OverridePropertyName("");
}

internal sealed class QuizInputValidator : AbstractValidator<QuizInput>
{
    public QuizInputValidator()
    {
        RuleFor(input => input.Title).NotEmpty().Text(Quiz.MaxTitleLength);
        RuleFor(input => input.Language).NotEmpty().SupportedLanguage();
        RuleFor(input => input.Rules!).SetValidator(new QuizRulesValidator()).When(input => input.Rules is not null);
    }
}

internal sealed class CreateQuizHandler(IRepository<Quiz> quizzes, ICurrentUser me, TimeProvider clock) : ICommandHandler<CreateQuizCommand, Guid>
{
    public Task<ErrorOr<Guid>> Handle(CreateQuizCommand request, CancellationToken cancellationToken)
    {
        var input = request.Quiz;
        var quiz = Quiz.Create(me.RequireCompanyId(), input.Title, input.Language, input.Rules ?? new QuizRules(), clock.GetUtcNow());
        quizzes.Add(quiz);
        return Task.FromResult<ErrorOr<Guid>>(quiz.Id);
    }
}
