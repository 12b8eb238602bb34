using System.Text.Json.Serialization;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Mailing.SystemTemplates;

/// <summary>What one of the service's own mails says: in the company's words if it has any, otherwise in the service's.</summary>
[RequirePermission(Permission.ReadMailing)]
public sealed record GetSystemTemplateQuery(SystemMailKind Kind, string Language) : IQuery<SystemTemplateRow>;

/// <param name="RequiredFields">Those of the fields that HTML and text must hold.</param>
public sealed record SystemTemplateRow(
    SystemMailKind Kind,
    string Language,
    string Subject,
    string Html,
    string Text,
    bool IsOverridden,
    IReadOnlyList<string> Fields,
    IReadOnlyList<string> RequiredFields,
    DateTimeOffset? UpdatedAt,
    [property: JsonIgnore] int Version) : IVersioned;

internal sealed class GetSystemTemplateValidator : AbstractValidator<GetSystemTemplateQuery>
{
    public GetSystemTemplateValidator()
    {
        RuleFor(query => query.Kind).IsInEnum();
        RuleFor(query => query.Language).IsSystemMailLanguage();
    }
}

internal sealed class GetSystemTemplateHandler(IRepository<SystemTemplate> templates, ISystemMailLayout layout)
    : IQueryHandler<GetSystemTemplateQuery, SystemTemplateRow>
{
    public async Task<ErrorOr<SystemTemplateRow>> Handle(GetSystemTemplateQuery request, CancellationToken cancellationToken)
    {
        var mail = SystemMails.Of(request.Kind);
        var own = await templates.SingleOrDefaultAsync(new SystemTemplateSpec(request.Kind, request.Language), cancellationToken);
        var (_, subject, html, text) = own?.Content ?? layout.Default(mail, request.Language);
        return new SystemTemplateRow(
            mail.Kind, request.Language, subject, html, text, own is not null, SystemMails.FieldsOf(mail), mail.RequiredFields, own?.UpdatedAt, own?.Version ?? 0);
    }
}

internal sealed class SystemTemplateSpec : SingleResultSpecification<SystemTemplate>
{
    public SystemTemplateSpec(SystemMailKind kind, string language) =>
        Query.Where(template => template.Kind == kind && template.Language == language);
}

internal static class SystemTemplateRules
{
    public static IRuleBuilderOptions<T, string> IsSystemMailLanguage<T>(this IRuleBuilder<T, string> rule) =>
        rule.Must(Languages.Supported.Contains).WithMessage($"One of {string.Join(", ", Languages.Supported)}.");

    /// <summary>The service's own words, as a template.</summary>
    public static MailContent Default(this ISystemMailLayout layout, TransactionalMail mail, string language)
    {
        var template = mail.Template(language);
        var (html, text) = layout.Render(template, $"{{{{{MailFields.FirstName}}}}}", language);
        return new MailContent(language, template.Subject, html, text);
    }
}
