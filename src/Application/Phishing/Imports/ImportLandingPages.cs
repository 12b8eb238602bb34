using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Phishing.LandingPages;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Imports;

/// <summary>Makes landing pages of a saved page or of what Gophish exports: of everything in the file, or of nothing.</summary>
/// <param name="Name">For a page; absent: "Landing page".</param>
[RequirePermission(Permission.ManagePhishing)]
public sealed record ImportLandingPagesCommand(Stream Content, string? Name = null, string? Language = null) : ICommand<LureImport>;

internal sealed class ImportLandingPagesValidator : AbstractValidator<ImportLandingPagesCommand>
{
    public ImportLandingPagesValidator()
    {
        RuleFor(command => command.Name).MaximumLength(LandingPage.MaxNameLength);
        RuleFor(command => command.Language).Must(language => language is null || Languages.Supported.Contains(language))
            .WithMessage($"One of {string.Join(", ", Languages.Supported)}.");
    }
}

internal sealed class ImportLandingPagesHandler(
    IRepository<LandingPage> pages,
    IRepository<Company> companies,
    IValidator<LandingPageInput> validator,
    ILureFiles files,
    ILureHtml html,
    ICurrentUser me,
    TimeProvider clock) : ICommandHandler<ImportLandingPagesCommand, LureImport>
{
    private const string DefaultName = "Landing page";

    public async Task<ErrorOr<LureImport>> Handle(ImportLandingPagesCommand request, CancellationToken cancellationToken)
    {
        var company = (await companies.GetByIdAsync(me.RequireCompanyId(), cancellationToken))!;
        var read = await ImportFile.Read(request.Content, cancellationToken).Then(content => Read(content, request.Name));
        if (read.IsError)
        {
            return read.Errors;
        }

        var made = new List<LandingPage>();
        var errors = new List<Error>();
        foreach (var element in read.Value)
        {
            var stage = new LandingStage(ImportFile.Storable(element.Value.Html) ?? "");
            var input = new LandingPageInput(ImportFile.Storable(element.Value.Name) ?? "", [stage], request.Language ?? company.Language);
            if (validator.Validate(input) is { IsValid: false } invalid)
            {
                errors.AddRange(invalid.Errors.Select(failure => ValidationErrors.For(
                    element.Field(failure.PropertyName.StartsWith("Stages", StringComparison.Ordinal) ? "html" : failure.PropertyName), failure.ErrorMessage)));
                continue;
            }

            var content = input.Content(html, company);
            if (content.IsError)
            {
                errors.AddRange(content.Errors.On(element.Field("html")));
                continue;
            }

            made.Add(LandingPage.Create(company.Id, content.Value, clock.GetUtcNow()));
        }

        if (errors.Count > 0)
        {
            return errors;
        }

        made.ForEach(pages.Add);
        return new LureImport(
            [.. made.Select(page => new ImportedElement(page.Id, page.Name))],
            [.. read.Value.SelectMany(element => NotesOn(element.Value).Select(note => new ImportNote(element.Place, note)))]);
    }

    private ErrorOr<List<Element<GophishPage>>> Read(byte[] content, string? name)
    {
        if (ImportFile.IsJson(content))
        {
            return ImportFile.ReadJson<GophishPage>(content);
        }

        return ImportFile.IsHtml(content)
            ? new List<Element<GophishPage>> { new("", new GophishPage(name ?? DefaultName, files.ReadText(content), CaptureCredentials: false, RedirectUrl: null)) }
            : LureImportErrors.NotRead.On("file");
    }

    private static IEnumerable<string> NotesOn(GophishPage page)
    {
        if (page.CaptureCredentials)
        {
            yield return "What is typed is never captured here.";
        }

        if (!string.IsNullOrEmpty(page.RedirectUrl))
        {
            yield return "The form leads to the teaching page, not to the redirect address.";
        }
    }
}
