using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Learning.Courses;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Courses;

namespace SecurityTraining.Application.Learning.Outline;

/// <param name="Language">Of the edition that gets the module; absent: the course's default.</param>
[RequirePermission(Permission.ManageLearning)]
public sealed record AddModuleCommand(Guid Id, string Title, string? Language) : ICommand<Guid>;

internal sealed class AddModuleValidator : AbstractValidator<AddModuleCommand>
{
    public AddModuleValidator()
    {
        RuleFor(command => command.Title).NotEmpty().Text(Course.MaxTitleLength);
        RuleFor(command => command.Language).SupportedLanguage();
    }
}

internal sealed class AddModuleHandler(IRepository<Course> courses, TimeProvider clock) : ICommandHandler<AddModuleCommand, Guid>
{
    public async Task<ErrorOr<Guid>> Handle(AddModuleCommand request, CancellationToken cancellationToken)
    {
        var found = await courses.FindOwn(request.Id, cancellationToken);
        return found.IsError
            ? found.Errors
            : found.Value.AddModule(request.Language ?? found.Value.Profile.DefaultLanguage, request.Title, clock.GetUtcNow());
    }
}
