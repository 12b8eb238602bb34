using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Mailing.SystemTemplates;

/// <summary>Every mail that the service writes by itself, in every language.</summary>
[RequirePermission(Permission.ReadMailing)]
public sealed record ListSystemTemplatesQuery(int? Page, int? PageSize) : IQuery<PagedList<SystemTemplateListRow>>, IPagedQuery;

/// <param name="IsOverridden">The company has words of its own for it.</param>
/// <param name="Fields">The merge fields that it knows.</param>
/// <param name="RequiredFields">Those that its HTML and its text must hold.</param>
public sealed record SystemTemplateListRow(
    SystemMailKind Kind, string Language, string Subject, bool IsOverridden, IReadOnlyList<string> Fields, IReadOnlyList<string> RequiredFields);

internal sealed class ListSystemTemplatesValidator : AbstractValidator<ListSystemTemplatesQuery>
{
    public ListSystemTemplatesValidator() => this.ValidatePaging();
}

internal sealed class ListSystemTemplatesHandler(IRepository<SystemTemplate> templates)
    : IQueryHandler<ListSystemTemplatesQuery, PagedList<SystemTemplateListRow>>
{
    public async Task<ErrorOr<PagedList<SystemTemplateListRow>>> Handle(ListSystemTemplatesQuery request, CancellationToken cancellationToken)
    {
        var own = (await templates.ListAsync(new SubjectsSpec(), cancellationToken))
            .ToDictionary(row => (row.Kind, row.Language), row => row.Subject);
        var rows = SystemMails.All.SelectMany(mail => Languages.Supported.Select(language =>
        {
            var isOverridden = own.TryGetValue((mail.Kind, language), out var subject);
            return new SystemTemplateListRow(
                mail.Kind, language, subject ?? mail.Template(language).Subject, isOverridden, SystemMails.FieldsOf(mail), mail.RequiredFields);
        })).ToList();
        var (page, size) = (request.PageOrDefault(), request.PageSizeOrDefault());
        return new PagedList<SystemTemplateListRow>([.. rows.Skip((page - 1) * size).Take(size)], page, size, rows.Count);
    }

    private sealed record OwnSubject(SystemMailKind Kind, string Language, string Subject);

    private sealed class SubjectsSpec : Specification<SystemTemplate, OwnSubject>
    {
        public SubjectsSpec() => Selector = template => new OwnSubject(template.Kind, template.Language, template.Subject);
    }
}
