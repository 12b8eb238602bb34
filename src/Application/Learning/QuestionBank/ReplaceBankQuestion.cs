using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Learning.Quizzes;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Application.Learning.QuestionBank;

/// <summary>Writes a question of the bank anew. What has been published asks it as it was.</summary>
[RequirePermission(Permission.ManageLearning)]
public sealed record ReplaceBankQuestionCommand(Guid Id, BankQuestionInput Input) : ICommand<Success>;

internal sealed class ReplaceBankQuestionValidator : AbstractValidator<ReplaceBankQuestionCommand>
{
    public ReplaceBankQuestionValidator() => RuleFor(command => command.Input).SetValidator(new BankQuestionInputValidator(new QuestionInputValidator())).OverridePropertyName("");
}

internal sealed class ReplaceBankQuestionHandler(IRepository<BankQuestion> questions, TimeProvider clock)
    : ICommandHandler<ReplaceBankQuestionCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(ReplaceBankQuestionCommand request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return (await questions.FindOwn(request.Id, cancellationToken)).Then(own =>
        {
            own.Replace(request.Input.Language, request.Input.Question.Question(own.Id, _ => Guid.CreateVersion7(now)), now);
            return Result.Success;
        });
    }
}

internal static class BankLookups
{
    /// <summary>A question that the company may change.</summary>
    public static async Task<ErrorOr<BankQuestion>> FindOwn(this IRepository<BankQuestion> questions, Guid id, CancellationToken ct) =>
        await questions.GetByIdAsync(id, ct) switch
        {
            null => BankErrors.NotFound,
            { CompanyId: null } => BankErrors.ReadOnly,
            var own => own,
        };
}
