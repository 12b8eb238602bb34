using FluentValidation;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Application.Learning.Quizzes;

internal sealed class QuizRulesValidator : AbstractValidator<QuizRules>
{
    public QuizRulesValidator()
    {
        RuleFor(rules => rules.PassPercent).InclusiveBetween(1, 100);
        RuleFor(rules => rules.MaxAttempts).InclusiveBetween(1, QuizRules.MostAttempts);
        RuleFor(rules => rules.WaitMinutes).InclusiveBetween(0, QuizRules.MostMinutes);
        RuleFor(rules => rules.TimeLimitMinutes).InclusiveBetween(1, QuizRules.MostMinutes);
        RuleFor(rules => rules.Draw).InclusiveBetween(1, Quiz.MaxQuestions);
        RuleFor(rules => rules.Feedback).IsInEnum();
    }
}
