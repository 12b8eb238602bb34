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

/// <summary>Makes a landing page of one that stands on the Internet, to be edited afterwards.</summary>
/// <param name="Url">https.</param>
/// <param name="Name">Absent: the page's title.</param>
[RequirePermission(Permission.ManagePhishing)]
public sealed record ImportLandingPageFromUrlCommand(string Url, string? Name = null, string? Language = null) : ICommand<FetchedLandingPage>;

/// <param name="Notes">What of the page could not be taken over.</param>
public sealed record FetchedLandingPage(Guid Id, string Name, IReadOnlyList<string> Notes);

internal sealed class ImportLandingPageFromUrlValidator : AbstractValidator<ImportLandingPageFromUrlCommand>
{
    private const int MaxUrlLength = 2000;

    public ImportLandingPageFromUrlValidator()
    {
        RuleFor(command => command.Url).NotEmpty().MaximumLength(MaxUrlLength);
        RuleFor(command => command.Url).Must(url => Uri.TryCreate(url, UriKind.Absolute, out _)).WithMessage("Must be a whole address.");
        RuleFor(command => command.Name).MaximumLength(LandingPage.MaxNameLength);
        RuleFor(command => command.Language).Must(language => language is null || Languages.Supported.Contains(language))
            .WithMessage($"One of {string.Join(", ", Languages.Supported)}.");
    }
}

internal sealed class ImportLandingPageFromUrlHandler(
    IRepository<LandingPage> pages,
    IRepository<Company> companies,
    IPageFetcher fetcher,
    ILureHtml html,
    ICurrentUser me,
    TimeProvider clock) : ICommandHandler<ImportLandingPageFromUrlCommand, FetchedLandingPage>
{
    public async Task<ErrorOr<FetchedLandingPage>> Handle(ImportLandingPageFromUrlCommand request, CancellationToken cancellationToken)
    {
        var address = new Uri(request.Url);
        var fetched = await fetcher.Fetch(address, cancellationToken);
        if (fetched.IsError)
        {
            return fetched.Errors;
        }

        var company = (await companies.GetByIdAsync(me.RequireCompanyId(), cancellationToken))!;
        var title = ImportFile.Storable(request.Name ?? fetched.Value.Title)?.Trim();
        var name = string.IsNullOrEmpty(title) ? address.Host : title;
        name = name.Cut(LandingPage.MaxNameLength);
        var stage = new LandingStage(MergeText.Defused(ImportFile.Storable(fetched.Value.Html)!));
        var content = new LandingPageInput(name, [stage], request.Language ?? company.Language).Content(html, company);
        if (content.IsError)
        {
            return content.Errors.On("url");
        }

        var page = LandingPage.Create(company.Id, content.Value, clock.GetUtcNow());
        pages.Add(page);
        return new FetchedLandingPage(page.Id, page.Name, fetched.Value.Notes);
    }
}

/// <summary>Somebody else's page knows nothing of our merge fields: what looks like one is text.</summary>
internal static class MergeText
{
    public static string Defused(string text) => text.Replace("{{", "{ {", StringComparison.Ordinal);
}
