using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Phishing.LandingPages;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Templates;

/// <summary>Makes a template what it was; that is an edit like any other, so it can be taken back in the same way.</summary>
[RequirePermission(Permission.ManagePhishing)]
public sealed record RestoreLureTemplateVersionCommand(Guid Id, int Number) : ICommand<Success>;

internal sealed class RestoreLureTemplateVersionValidator : AbstractValidator<RestoreLureTemplateVersionCommand>
{
    public RestoreLureTemplateVersionValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class RestoreLureTemplateVersionHandler(
    IRepository<LureTemplate> templates,
    IRepository<LureTemplateVersion> versions,
    IRepository<Company> companies,
    LureTemplateHistory history,
    LandingPageChoice pages,
    ICurrentUser me,
    TimeProvider clock) : ICommandHandler<RestoreLureTemplateVersionCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(RestoreLureTemplateVersionCommand request, CancellationToken cancellationToken)
    {
        var found = await templates.FindOwn(request.Id, cancellationToken);
        if (found.IsError)
        {
            return found.Errors;
        }

        if (await versions.SingleOrDefaultAsync(new LureTemplateVersionSpec(request.Id, request.Number), cancellationToken) is not { } version)
        {
            return LureTemplateVersionErrors.NotFound;
        }

        // What it names may have gone since.
        if (await pages.Check(version.LandingPageId, cancellationToken) is { IsError: true })
        {
            return LandingPageErrors.NotFound;
        }

        var company = await companies.GetByIdAsync(me.RequireCompanyId(), cancellationToken);
        if (MergeFieldRules.Check(version.Content, company!) is { Count: > 0 } errors)
        {
            return errors;
        }

        await history.Keep(found.Value.Restore(version, clock.GetUtcNow()), cancellationToken);
        return Result.Success;
    }
}
