using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Mailing.SystemTemplates;

/// <summary>Has the company's people read its own words in place of the service's, also in mails that are waiting to be sent.</summary>
[RequirePermission(Permission.ManageMailing)]
public sealed record SaveSystemTemplateCommand(SystemMailKind Kind, string Language, SystemTemplateInput Template) : ICommand<Success>;

internal sealed class SaveSystemTemplateValidator : AbstractValidator<SaveSystemTemplateCommand>
{
    public SaveSystemTemplateValidator()
    {
        RuleFor(command => command.Kind).IsInEnum();
        RuleFor(command => command.Language).IsSystemMailLanguage();
        RuleFor(command => command.Template).NotNull().SetValidator(new SystemTemplateInputValidator()).OverridePropertyName("");
    }
}

internal sealed class SaveSystemTemplateHandler(IRepository<SystemTemplate> templates, IMailHtml html, ICurrentUser me, TimeProvider clock)
    : ICommandHandler<SaveSystemTemplateCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(SaveSystemTemplateCommand request, CancellationToken cancellationToken)
    {
        var content = request.Template.Content(request.Language, html);
        if (SystemMails.Check(SystemMails.Of(request.Kind), content) is { Count: > 0 } errors)
        {
            return errors;
        }

        var now = clock.GetUtcNow();
        if (await templates.SingleOrDefaultAsync(new SystemTemplateSpec(request.Kind, request.Language), cancellationToken) is { } own)
        {
            own.Edit(content, now);
        }
        else
        {
            templates.Add(SystemTemplate.Create(me.RequireCompanyId(), request.Kind, content, now));
        }

        return Result.Success;
    }
}
