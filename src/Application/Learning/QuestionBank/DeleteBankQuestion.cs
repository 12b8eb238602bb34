using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Application.Learning.QuestionBank;

/// <summary>Takes a question out of the bank. One that something published can draw is archived, so that its statistics keep their name.</summary>
[RequirePermission(Permission.ManageLearning)]
public sealed record DeleteBankQuestionCommand(Guid Id) : ICommand<Deleted>;

internal sealed class DeleteBankQuestionValidator : AbstractValidator<DeleteBankQuestionCommand>
{
    public DeleteBankQuestionValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class DeleteBankQuestionHandler(IRepository<BankQuestion> questions, TimeProvider clock)
    : ICommandHandler<DeleteBankQuestionCommand, Deleted>
{
    public async Task<ErrorOr<Deleted>> Handle(DeleteBankQuestionCommand request, CancellationToken cancellationToken)
    {
        var found = await questions.FindOwn(request.Id, cancellationToken);
        if (found.IsError)
        {
            return found.Errors;
        }

        if (found.Value.UsedAt is null)
        {
            questions.Remove(found.Value);
        }
        else
        {
            found.Value.Archive(clock.GetUtcNow());
        }

        return Result.Deleted;
    }
}
