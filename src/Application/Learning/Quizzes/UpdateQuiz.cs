using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Application.Learning.Quizzes;

/// <summary>Changes the members that are given. Courses that have been published ask what they asked.</summary>
[RequirePermission(Permission.ManageLearning)]
public sealed record UpdateQuizCommand(Guid Id, QuizChanges Changes) : ICommand<Success>;

/// <param name="Rules">All of them: what is absent in it becomes what it is in a new quiz.</param>
public sealed record QuizChanges(Optional<string> Title = default, Optional<string> Language = default, Optional<QuizRules> Rules = default);

internal sealed class UpdateQuizValidator : AbstractValidator<UpdateQuizCommand>
{
    public UpdateQuizValidator()
    {
        this.IfSet(command => command.Changes.Title, title => title.NotEmpty().Text(Quiz.MaxTitleLength));
        this.IfSet(command => command.Changes.Language, language => language.NotEmpty().SupportedLanguage());
        this.IfSet(command => command.Changes.Rules, rules => rules.NotNull().SetValidator(new QuizRulesValidator()));
    }
}

internal sealed class UpdateQuizHandler(IRepository<Quiz> quizzes, TimeProvider clock) : ICommandHandler<UpdateQuizCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(UpdateQuizCommand request, CancellationToken cancellationToken)
    {
        var found = await quizzes.FindOwn(request.Id, cancellationToken);
        if (found.IsError)
        {
            return found.Errors;
        }

        var (quiz, changes) = (found.Value, request.Changes);
        quiz.Describe(changes.Title.Or(quiz.Title), changes.Language.Or(quiz.Language), changes.Rules.Or(quiz.Rules), clock.GetUtcNow());
        return Result.Success;
    }
}

internal static class QuizLookups
{
    /// <summary>A quiz that the company may change.</summary>
    public static async Task<ErrorOr<Quiz>> FindOwn(this IRepository<Quiz> quizzes, Guid id, CancellationToken ct) =>
        await quizzes.GetByIdAsync(id, ct) switch
        {
            null => QuizErrors.NotFound,
            { CompanyId: null } => QuizErrors.ReadOnly,
            var own => own,
        };
}
