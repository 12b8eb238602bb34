using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Mailing.SystemTemplates;

/// <summary>Shows one of the service's own mails with its fields' names in place of their values. Nothing is sent or kept.</summary>
/// <param name="Template">Words that are to be tried; absent: those that would be sent.</param>
[RequirePermission(Permission.ReadMailing)]
public sealed record PreviewSystemTemplateQuery(SystemMailKind Kind, string Language, SystemTemplateInput? Template) : IQuery<SystemMailPreview>;

public sealed record SystemMailPreview(string Subject, string Html, string Text);

internal sealed class PreviewSystemTemplateValidator : AbstractValidator<PreviewSystemTemplateQuery>
{
    public PreviewSystemTemplateValidator()
    {
        RuleFor(query => query.Kind).IsInEnum();
        RuleFor(query => query.Language).IsSystemMailLanguage();
        RuleFor(query => query.Template!).SetValidator(new SystemTemplateInputValidator()).OverridePropertyName("").When(query => query.Template is not null);
    }
}

internal sealed class PreviewSystemTemplateHandler(IRepository<SystemTemplate> templates, ISystemMailLayout layout, IMailHtml html)
    : IQueryHandler<PreviewSystemTemplateQuery, SystemMailPreview>
{
    public async Task<ErrorOr<SystemMailPreview>> Handle(PreviewSystemTemplateQuery request, CancellationToken cancellationToken)
    {
        var mail = SystemMails.Of(request.Kind);
        var content = request.Template?.Content(request.Language, html)
            ?? (await templates.SingleOrDefaultAsync(new SystemTemplateSpec(request.Kind, request.Language), cancellationToken))?.Content
            ?? layout.Default(mail, request.Language);
        if (request.Template is not null && SystemMails.Check(mail, content) is { Count: > 0 } errors)
        {
            return errors;
        }

        var values = SystemMails.FieldsOf(mail).ToDictionary(field => field, field => $"[{field}]", StringComparer.Ordinal);
        var compiled = new CompiledMail(content.Subject, content.Html, content.Text, name => values.ContainsKey(name) ? name : null);
        return new SystemMailPreview(compiled.Subject(values), compiled.Html(values), compiled.Text(values));
    }
}
