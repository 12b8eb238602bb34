using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.LandingPages;

/// <summary>Changes the members that are given. Simulations that have been launched keep the page as it was.</summary>
[RequirePermission(Permission.ManagePhishing)]
public sealed record UpdateLandingPageCommand(Guid Id, LandingPageChanges Changes) : ICommand<Success>;

/// <summary>The members of <see cref="LandingPageInput"/>; those that are absent stay as they are.</summary>
public sealed record LandingPageChanges(
    Optional<string> Name = default, Optional<IReadOnlyList<LandingStage>> Stages = default, Optional<string> Language = default)
{
    internal LandingPageInput Over(LandingPage page) => new(Name.Or(page.Name), Stages.Or(page.Stages), Language.Or(page.Language));
}

internal sealed class UpdateLandingPageValidator : AbstractValidator<UpdateLandingPageCommand>
{
    public UpdateLandingPageValidator() => RuleFor(command => command.Changes).NotNull();
}

internal sealed class UpdateLandingPageHandler(
    IRepository<LandingPage> pages,
    IRepository<Company> companies,
    IValidator<LandingPageInput> validator,
    ICurrentUser me,
    ILureHtml html,
    TimeProvider clock) : ICommandHandler<UpdateLandingPageCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(UpdateLandingPageCommand request, CancellationToken cancellationToken)
    {
        if (await pages.GetByIdAsync(request.Id, cancellationToken) is not { } page)
        {
            return LandingPageErrors.NotFound;
        }

        var input = request.Changes.Over(page);
        if (validator.Validate(input) is { IsValid: false } invalid)
        {
            return invalid.Errors.ConvertAll(failure => ValidationErrors.For(failure.PropertyName, failure.ErrorMessage));
        }

        var company = await companies.GetByIdAsync(me.RequireCompanyId(), cancellationToken);
        return input.Content(html, company!).Then(content =>
        {
            page.Edit(content, clock.GetUtcNow());
            return Result.Success;
        });
    }
}
