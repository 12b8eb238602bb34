using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Mailing.Templates;

/// <summary>Removes a template; what has been sent keeps its copy, and a scheduled campaign that needs it will be cancelled.</summary>
[RequirePermission(Permission.ManageMailing)]
public sealed record DeleteMailTemplateCommand(Guid Id) : ICommand<Deleted>;

internal sealed class DeleteMailTemplateHandler(IRepository<MailTemplate> templates) : ICommandHandler<DeleteMailTemplateCommand, Deleted>
{
    public async Task<ErrorOr<Deleted>> Handle(DeleteMailTemplateCommand request, CancellationToken cancellationToken)
    {
        if (await templates.GetByIdAsync(request.Id, cancellationToken) is not { } template)
        {
            return MailTemplateErrors.NotFound;
        }

        templates.Remove(template);
        return Result.Deleted;
    }
}
