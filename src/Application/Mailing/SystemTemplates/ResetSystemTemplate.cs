using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Mailing.SystemTemplates;

/// <summary>Goes back to the service's own words.</summary>
[RequirePermission(Permission.ManageMailing)]
public sealed record ResetSystemTemplateCommand(SystemMailKind Kind, string Language) : ICommand<Deleted>;

internal sealed class ResetSystemTemplateValidator : AbstractValidator<ResetSystemTemplateCommand>
{
    public ResetSystemTemplateValidator()
    {
        RuleFor(command => command.Kind).IsInEnum();
        RuleFor(command => command.Language).IsSystemMailLanguage();
    }
}

internal sealed class ResetSystemTemplateHandler(IRepository<SystemTemplate> templates) : ICommandHandler<ResetSystemTemplateCommand, Deleted>
{
    public async Task<ErrorOr<Deleted>> Handle(ResetSystemTemplateCommand request, CancellationToken cancellationToken)
    {
        if (await templates.SingleOrDefaultAsync(new SystemTemplateSpec(request.Kind, request.Language), cancellationToken) is not { } own)
        {
            return SystemTemplateErrors.NotOverridden;
        }

        templates.Remove(own);
        return Result.Deleted;
    }
}
