using FluentValidation;
using SecurityTraining.Application.Learning.Courses;
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
        RuleFor(rules => rules.Draws).Must(draws => draws is null || draws.Count <= BankDraw.MaxDraws).WithMessage($"At most {BankDraw.MaxDraws} draws.");
        RuleForEach(rules => rules.Draws).NotNull().ChildRules(draw =>
        {
            draw.RuleFor(rule => rule.Count).InclusiveBetween(1, BankDraw.MaxCount);
            draw.RuleFor(rule => rule.Tags).NotEmpty().Tags();
            draw.RuleForEach(rule => rule.Tags).Must(tag => tag is null || tag == tag.Trim().ToLowerInvariant())
                .WithMessage("Tags are kept in lower case.");
        });
    }
}
