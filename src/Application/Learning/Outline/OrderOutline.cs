using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Learning.Courses;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Courses;

namespace SecurityTraining.Application.Learning.Outline;

/// <summary>Puts the modules and lessons of one language into another order, all of them at once.</summary>
/// <param name="Language">Absent: the course's default.</param>
[RequirePermission(Permission.ManageLearning)]
public sealed record OrderOutlineCommand(Guid Id, IReadOnlyList<ModuleOrder> Modules, string? Language) : ICommand<Success>;

internal sealed class OrderOutlineValidator : AbstractValidator<OrderOutlineCommand>
{
    public OrderOutlineValidator()
    {
        RuleFor(command => command.Modules).NotNull().Must(modules => modules is null || modules.Count <= Course.MaxModules);
        RuleForEach(command => command.Modules).NotNull().ChildRules(module =>
            module.RuleFor(part => part.LessonIds).NotNull().Must(ids => ids is null || ids.Count <= Course.MaxLessons));
        RuleFor(command => command.Language).SupportedLanguage();
    }
}

internal sealed class OrderOutlineHandler(IRepository<Course> courses, TimeProvider clock) : ICommandHandler<OrderOutlineCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(OrderOutlineCommand request, CancellationToken cancellationToken)
    {
        var found = await courses.FindOwn(request.Id, cancellationToken);
        return found.IsError
            ? found.Errors
            : found.Value.Order(request.Language ?? found.Value.Profile.DefaultLanguage, new OutlineOrder(request.Modules), clock.GetUtcNow());
    }
}
