using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Mailing.Templates;

/// <summary>Changes the members that are given. Campaigns that have been sent keep their copy.</summary>
[RequirePermission(Permission.ManageMailing)]
public sealed record UpdateMailTemplateCommand(Guid Id, MailTemplateChanges Changes) : ICommand<Success>;

/// <summary>The members of <see cref="MailTemplateInput"/>; those that are absent stay as they are.</summary>
/// <param name="Versions">All of them: they replace what was there.</param>
public sealed record MailTemplateChanges(
    Optional<string> Name = default, Optional<MailCategory> Category = default, Optional<IReadOnlyList<MailVersionInput>> Versions = default)
{
    internal MailTemplateInput Over(MailTemplate template) => new(
        Name.Or(template.Name),
        Category.Or(template.Category),
        Versions.Or([.. template.Versions.Select(version => new MailVersionInput(version.Language, version.Subject, version.Html, version.Text))]));
}

internal sealed class UpdateMailTemplateValidator : AbstractValidator<UpdateMailTemplateCommand>
{
    public UpdateMailTemplateValidator() => RuleFor(command => command.Changes).NotNull();
}

internal sealed class UpdateMailTemplateHandler(
    IRepository<MailTemplate> templates,
    IRepository<Company> companies,
    IValidator<MailTemplateInput> validator,
    ICurrentUser me,
    IMailHtml html,
    TimeProvider clock) : ICommandHandler<UpdateMailTemplateCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(UpdateMailTemplateCommand request, CancellationToken cancellationToken)
    {
        if (await templates.GetByIdAsync(request.Id, cancellationToken) is not { } template)
        {
            return MailTemplateErrors.NotFound;
        }

        var input = request.Changes.Over(template);
        if (validator.Validate(input) is { IsValid: false } invalid)
        {
            return invalid.Errors.ConvertAll(failure => ValidationErrors.For(failure.PropertyName, failure.ErrorMessage));
        }

        var company = await companies.GetByIdAsync(me.RequireCompanyId(), cancellationToken);
        var versions = input.Contents(html);
        if (CampaignFieldRules.Check(versions, company!) is { Count: > 0 } errors)
        {
            return errors;
        }

        template.Edit(input.Name, input.Category, versions, clock.GetUtcNow());
        return Result.Success;
    }
}
