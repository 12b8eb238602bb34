using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.LandingPages;

/// <summary>Removes a landing page that no template leads to; what has been launched with it keeps its copy.</summary>
[RequirePermission(Permission.ManagePhishing)]
public sealed record DeleteLandingPageCommand(Guid Id) : ICommand<Deleted>;

internal sealed class DeleteLandingPageValidator : AbstractValidator<DeleteLandingPageCommand>
{
    public DeleteLandingPageValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class DeleteLandingPageHandler(IRepository<LandingPage> pages, IRepository<LureTemplate> templates)
    : ICommandHandler<DeleteLandingPageCommand, Deleted>
{
    public async Task<ErrorOr<Deleted>> Handle(DeleteLandingPageCommand request, CancellationToken cancellationToken)
    {
        if (await pages.GetByIdAsync(request.Id, cancellationToken) is not { } page)
        {
            return LandingPageErrors.NotFound;
        }

        if (await templates.AnyAsync(new TemplatesLeadingToSpec(page.Id), cancellationToken))
        {
            return LandingPageErrors.InUse;
        }

        pages.Remove(page);
        return Result.Deleted;
    }
}

internal sealed class TemplatesLeadingToSpec : Specification<LureTemplate>
{
    public TemplatesLeadingToSpec(Guid landingPageId) => Query.Where(template => template.LandingPageId == landingPageId);
}
