using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Templates;

/// <summary>Removes one of the company's own lures; what has been launched with it keeps its copy.</summary>
[RequirePermission(Permission.ManagePhishing)]
public sealed record DeleteLureTemplateCommand(Guid Id) : ICommand<Deleted>;

internal sealed class DeleteLureTemplateValidator : AbstractValidator<DeleteLureTemplateCommand>
{
    public DeleteLureTemplateValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class DeleteLureTemplateHandler(IRepository<LureTemplate> templates, LureTemplateHistory versions)
    : ICommandHandler<DeleteLureTemplateCommand, Deleted>
{
    public async Task<ErrorOr<Deleted>> Handle(DeleteLureTemplateCommand request, CancellationToken cancellationToken)
    {
        var found = await templates.FindOwn(request.Id, cancellationToken);
        if (found.IsError)
        {
            return found.Errors;
        }

        templates.Remove(found.Value);
        await versions.Remove(request.Id, cancellationToken);
        return Result.Deleted;
    }
}
