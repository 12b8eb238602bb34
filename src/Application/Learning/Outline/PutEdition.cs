using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Learning.Courses;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Courses;

namespace SecurityTraining.Application.Learning.Outline;

/// <summary>Adds the course in another language, or says anew what it is called in one that it has.</summary>
[RequirePermission(Permission.ManageLearning)]
public sealed record PutEditionCommand(Guid Id, string Language, string Title, string? Description) : ICommand<Success>;

internal sealed class PutEditionValidator : AbstractValidator<PutEditionCommand>
{
    public PutEditionValidator()
    {
        RuleFor(command => command.Language).NotEmpty().SupportedLanguage();
        RuleFor(command => command.Title).NotEmpty().Text(Course.MaxTitleLength);
        RuleFor(command => command.Description).MaximumLength(Course.MaxDescriptionLength);
    }
}

internal sealed class PutEditionHandler(IRepository<Course> courses, TimeProvider clock) : ICommandHandler<PutEditionCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(PutEditionCommand request, CancellationToken cancellationToken)
    {
        var found = await courses.FindOwn(request.Id, cancellationToken);
        return found.IsError
            ? found.Errors
            : found.Value.Describe(request.Language, request.Title, request.Description ?? "", clock.GetUtcNow());
    }
}
