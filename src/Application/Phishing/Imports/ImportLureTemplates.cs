using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Phishing.LandingPages;
using SecurityTraining.Application.Phishing.Templates;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Imports;

/// <summary>Makes templates of a saved mail (<c>.eml</c>), of HTML, or of what Gophish exports: of everything in the file, or of nothing.</summary>
/// <param name="Name">For a mail or a page; absent: its subject or title.</param>
/// <param name="LandingPageId">Where they lead; absent: to a plain sign-in form.</param>
[RequirePermission(Permission.ManagePhishing)]
public sealed record ImportLureTemplatesCommand(
    Stream Content, string? Name = null, string? Language = null, Guid? LandingPageId = null) : ICommand<LureImport>;

internal sealed class ImportLureTemplatesValidator : AbstractValidator<ImportLureTemplatesCommand>
{
    public ImportLureTemplatesValidator()
    {
        RuleFor(command => command.Name).MaximumLength(LureTemplate.MaxNameLength);
        RuleFor(command => command.Language).Must(language => language is null || Languages.Supported.Contains(language))
            .WithMessage($"One of {string.Join(", ", Languages.Supported)}.");
    }
}

internal sealed class ImportLureTemplatesHandler(
    IRepository<LureTemplate> templates,
    IRepository<Company> companies,
    IValidator<LureTemplateInput> validator,
    LandingPageChoice pages,
    LureReader reader,
    ILureHtml html,
    ICurrentUser me,
    TimeProvider clock) : ICommandHandler<ImportLureTemplatesCommand, LureImport>
{
    public async Task<ErrorOr<LureImport>> Handle(ImportLureTemplatesCommand request, CancellationToken cancellationToken)
    {
        var company = (await companies.GetByIdAsync(me.RequireCompanyId(), cancellationToken))!;
        var read = await ImportFile.Read(request.Content, cancellationToken)
            .Then(content => reader.Read(content, new LureDefaults(request.Name, request.Language ?? company.Language, request.LandingPageId)));
        if (read.IsError)
        {
            return read.Errors;
        }

        if (await pages.Check(request.LandingPageId, cancellationToken) is { IsError: true } unknown)
        {
            return unknown.Errors;
        }

        var now = clock.GetUtcNow();
        var made = new List<LureTemplate>();
        var errors = new List<Error>();
        foreach (var element in read.Value.Elements)
        {
            var input = element.Value;
            if (validator.Validate(input) is { IsValid: false } invalid)
            {
                errors.AddRange(invalid.Errors.Select(failure => ValidationErrors.For(element.Field(failure.PropertyName), failure.ErrorMessage)));
                continue;
            }

            var content = input.Content(html);
            errors.AddRange(MergeFieldRules.Check(content.MergedParts.Select(part => (element.Field(part.Part), part.Text)), company));
            var template = LureTemplate.Create(company.Id, input.About, content, now);
            template.LeadTo(input.LandingPageId);
            made.Add(template);
        }

        if (errors.Count > 0)
        {
            return errors;
        }

        made.ForEach(templates.Add);
        return new LureImport([.. made.Select(template => new ImportedElement(template.Id, template.Name))], read.Value.Notes);
    }
}
