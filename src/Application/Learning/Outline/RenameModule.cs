using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Learning.Courses;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Courses;

namespace SecurityTraining.Application.Learning.Outline;

[RequirePermission(Permission.ManageLearning)]
public sealed record RenameModuleCommand(Guid Id, Guid ModuleId, string Title) : ICommand<Success>;

internal sealed class RenameModuleValidator : AbstractValidator<RenameModuleCommand>
{
    public RenameModuleValidator() => RuleFor(command => command.Title).NotEmpty().Text(Course.MaxTitleLength);
}

internal sealed class RenameModuleHandler(IRepository<Course> courses, TimeProvider clock) : ICommandHandler<RenameModuleCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(RenameModuleCommand request, CancellationToken cancellationToken)
    {
        var found = await courses.FindOwn(request.Id, cancellationToken);
        return found.IsError ? found.Errors : found.Value.RenameModule(request.ModuleId, request.Title, clock.GetUtcNow());
    }
}
