using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Courses;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Application.Learning.Quizzes;

/// <summary>Removes a quiz that no course asks at present; what published versions ask stays.</summary>
[RequirePermission(Permission.ManageLearning)]
public sealed record DeleteQuizCommand(Guid Id) : ICommand<Deleted>;

internal sealed class DeleteQuizValidator : AbstractValidator<DeleteQuizCommand>
{
    public DeleteQuizValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class DeleteQuizHandler(IRepository<Quiz> quizzes, IRepository<LessonContent> contents, IRepository<Course> courses)
    : ICommandHandler<DeleteQuizCommand, Deleted>
{
    public async Task<ErrorOr<Deleted>> Handle(DeleteQuizCommand request, CancellationToken cancellationToken)
    {
        var found = await quizzes.FindOwn(request.Id, cancellationToken);
        if (found.IsError)
        {
            return found.Errors;
        }

        var asking = await contents.ListAsync(new ContentsAskingSpec(request.Id), cancellationToken);
        var users = await courses.ListAsync(new IdsSpec<Course>([.. asking.Select(content => content.CourseId).Distinct()]), cancellationToken);
        if (users.SelectMany(course => course.Outline.Lessons).Any(lesson => asking.Exists(content => content.Id == lesson.ContentId)))
        {
            return QuizErrors.InUse;
        }

        quizzes.Remove(found.Value);
        return Result.Deleted;
    }
}

internal sealed class ContentsAskingSpec : Specification<LessonContent>
{
    public ContentsAskingSpec(Guid quizId) => Query.Where(content => content.QuizId == quizId);
}
