using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.LandingPages;

/// <summary>Adds a landing page that templates can lead to.</summary>
[RequirePermission(Permission.ManagePhishing)]
public sealed record CreateLandingPageCommand(LandingPageInput Page) : ICommand<Guid>;

internal sealed class CreateLandingPageValidator : AbstractValidator<CreateLandingPageCommand>
{
    public CreateLandingPageValidator() => RuleFor(command => command.Page).SetValidator(new LandingPageInputValidator()).OverridePropertyName("");
}

internal sealed class CreateLandingPageHandler(
    IRepository<LandingPage> pages, IRepository<Company> companies, ICurrentUser me, ILureHtml html, TimeProvider clock)
    : ICommandHandler<CreateLandingPageCommand, Guid>
{
    public async Task<ErrorOr<Guid>> Handle(CreateLandingPageCommand request, CancellationToken cancellationToken)
    {
        var company = await companies.GetByIdAsync(me.RequireCompanyId(), cancellationToken);
        var content = request.Page.Content(html, company!);
        if (content.IsError)
        {
            return content.Errors;
        }

        var page = LandingPage.Create(company!.Id, content.Value, clock.GetUtcNow());
        pages.Add(page);
        return page.Id;
    }
}
