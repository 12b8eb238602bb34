using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Phishing.LandingPages;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Templates;

/// <summary>Adds a lure of the company's own.</summary>
[RequirePermission(Permission.ManagePhishing)]
public sealed record CreateLureTemplateCommand(LureTemplateInput Template) : ICommand<Guid>;

internal sealed class CreateLureTemplateValidator : AbstractValidator<CreateLureTemplateCommand>
{
    public CreateLureTemplateValidator() => RuleFor(command => command.Template).SetValidator(new LureTemplateInputValidator()).OverridePropertyName("");
}

internal sealed class CreateLureTemplateHandler(
    IRepository<LureTemplate> templates, IRepository<Company> companies, LandingPageChoice pages, ICurrentUser me, ILureHtml html, TimeProvider clock)
    : ICommandHandler<CreateLureTemplateCommand, Guid>
{
    public async Task<ErrorOr<Guid>> Handle(CreateLureTemplateCommand request, CancellationToken cancellationToken)
    {
        var company = await companies.GetByIdAsync(me.RequireCompanyId(), cancellationToken);
        var content = request.Template.Content(html);
        if (MergeFieldRules.Check(content, company!) is { Count: > 0 } errors)
        {
            return errors;
        }

        if (await pages.Check(request.Template.LandingPageId, cancellationToken) is { IsError: true } unknown)
        {
            return unknown.Errors;
        }

        var template = LureTemplate.Create(company!.Id, request.Template.About, content, clock.GetUtcNow());
        template.LeadTo(request.Template.LandingPageId);
        templates.Add(template);
        return template.Id;
    }
}
