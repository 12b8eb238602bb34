using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Mailing.Templates;

/// <summary>Adds a mail that campaigns can send.</summary>
[RequirePermission(Permission.ManageMailing)]
public sealed record CreateMailTemplateCommand(MailTemplateInput Template) : ICommand<Guid>;

internal sealed class CreateMailTemplateValidator : AbstractValidator<CreateMailTemplateCommand>
{
    public CreateMailTemplateValidator() => RuleFor(command => command.Template).SetValidator(new MailTemplateInputValidator()).OverridePropertyName("");
}

internal sealed class CreateMailTemplateHandler(
    IRepository<MailTemplate> templates, IRepository<Company> companies, ICurrentUser me, IMailHtml html, TimeProvider clock)
    : ICommandHandler<CreateMailTemplateCommand, Guid>
{
    public async Task<ErrorOr<Guid>> Handle(CreateMailTemplateCommand request, CancellationToken cancellationToken)
    {
        var company = await companies.GetByIdAsync(me.RequireCompanyId(), cancellationToken);
        var versions = request.Template.Contents(html);
        if (CampaignFieldRules.Check(versions, company!) is { Count: > 0 } errors)
        {
            return errors;
        }

        var template = MailTemplate.Create(company!.Id, request.Template.Name, request.Template.Category, versions, clock.GetUtcNow());
        templates.Add(template);
        return template.Id;
    }
}
