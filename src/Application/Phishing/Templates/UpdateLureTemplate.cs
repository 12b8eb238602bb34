using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Templates;

/// <summary>Writes one of the company's own lures anew. Simulations that have been launched keep theirs.</summary>
[RequirePermission(Permission.ManagePhishing)]
public sealed record UpdateLureTemplateCommand(Guid Id, LureTemplateInput Template) : ICommand<Success>;

internal sealed class UpdateLureTemplateValidator : AbstractValidator<UpdateLureTemplateCommand>
{
    public UpdateLureTemplateValidator() => RuleFor(command => command.Template).SetValidator(new LureTemplateInputValidator()).OverridePropertyName("");
}

internal sealed class UpdateLureTemplateHandler(
    IRepository<LureTemplate> templates, IRepository<Company> companies, ICurrentUser me, ILureHtml html, TimeProvider clock)
    : ICommandHandler<UpdateLureTemplateCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(UpdateLureTemplateCommand request, CancellationToken cancellationToken)
    {
        var found = await templates.FindOwn(request.Id, cancellationToken);
        if (found.IsError)
        {
            return found.Errors;
        }

        var company = await companies.GetByIdAsync(me.RequireCompanyId(), cancellationToken);
        var content = request.Template.Content(html);
        if (MergeFieldRules.Check(content, company!) is { Count: > 0 } errors)
        {
            return errors;
        }

        found.Value.Edit(request.Template.About, content, clock.GetUtcNow());
        return Result.Success;
    }
}

internal static class LureTemplateLookups
{
    /// <summary>A lure that the company may change.</summary>
    public static async Task<ErrorOr<LureTemplate>> FindOwn(this IRepository<LureTemplate> templates, Guid id, CancellationToken ct) =>
        await templates.GetByIdAsync(id, ct) switch
        {
            null => LureTemplateErrors.NotFound,
            { CompanyId: null } => LureTemplateErrors.ReadOnly,
            var own => own,
        };
}
