using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Application.Learning.QuestionBank;

/// <summary>Brings an archived question back.</summary>
[RequirePermission(Permission.ManageLearning)]
public sealed record RestoreBankQuestionCommand(Guid Id) : ICommand<Success>;

internal sealed class RestoreBankQuestionValidator : AbstractValidator<RestoreBankQuestionCommand>
{
    public RestoreBankQuestionValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class RestoreBankQuestionHandler(IRepository<BankQuestion> questions) : ICommandHandler<RestoreBankQuestionCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(RestoreBankQuestionCommand request, CancellationToken cancellationToken) =>
        (await questions.FindOwn(request.Id, cancellationToken)).Then(own =>
        {
            own.Restore();
            return Result.Success;
        });
}
