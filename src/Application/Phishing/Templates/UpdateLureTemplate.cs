using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Phishing.LandingPages;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Templates;

/// <summary>Changes the members that are given of one of the company's own lures. Simulations that have been launched keep theirs.</summary>
[RequirePermission(Permission.ManagePhishing)]
public sealed record UpdateLureTemplateCommand(Guid Id, LureTemplateChanges Changes) : ICommand<Success>;

/// <summary>The members of <see cref="LureTemplateInput"/>; those that are absent stay as they are.</summary>
public sealed record LureTemplateChanges(
    Optional<string> Name = default,
    Optional<string> Subject = default,
    Optional<string> SenderName = default,
    Optional<string> Html = default,
    Optional<string?> LandingHtml = default,
    Optional<string?> Description = default,
    Optional<LureCategory> Category = default,
    Optional<string> Language = default,
    Optional<string> SenderLocalPart = default,
    Optional<string?> Text = default,
    Optional<IReadOnlyList<Cue>?> Cues = default,
    Optional<Premise?> Premise = default,
    Optional<Guid?> LandingPageId = default,
    Optional<IReadOnlyList<LureAttachment>?> Attachments = default)
{
    internal LureTemplateInput Over(LureTemplate template) => new(
        Name.Or(template.Name),
        Subject.Or(template.Content.Subject),
        SenderName.Or(template.Content.SenderName),
        Html.Or(template.Content.Html),
        LandingHtml.Or(template.Content.LandingHtml),
        Description.Or(template.Description),
        Category.Or(template.Category),
        Language.Or(template.Content.Language),
        SenderLocalPart.Or(template.Content.SenderLocalPart),
        Text.Or(template.Content.Text),
        Cues.Or(template.Content.Cues),
        Premise.Or(template.Content.Premise),
        LandingPageId.Or(template.LandingPageId),
        Attachments.Or(template.Content.Attachments));
}

internal sealed class UpdateLureTemplateValidator : AbstractValidator<UpdateLureTemplateCommand>
{
    public UpdateLureTemplateValidator() => RuleFor(command => command.Changes).NotNull();
}

internal sealed class UpdateLureTemplateHandler(
    IRepository<LureTemplate> templates,
    IRepository<Company> companies,
    IValidator<LureTemplateInput> validator,
    LandingPageChoice pages,
    LureTemplateHistory versions,
    ICurrentUser me,
    ILureHtml html,
    TimeProvider clock)
    : ICommandHandler<UpdateLureTemplateCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(UpdateLureTemplateCommand request, CancellationToken cancellationToken)
    {
        var found = await templates.FindOwn(request.Id, cancellationToken);
        if (found.IsError)
        {
            return found.Errors;
        }

        // Only together with what stays can it be said whether a change makes sense.
        var input = request.Changes.Over(found.Value);
        if (validator.Validate(input) is { IsValid: false } invalid)
        {
            return invalid.Errors.ConvertAll(failure => ValidationErrors.For(failure.PropertyName, failure.ErrorMessage));
        }

        var company = await companies.GetByIdAsync(me.RequireCompanyId(), cancellationToken);
        var content = input.Content(html);
        if (MergeFieldRules.Check(content, company!) is { Count: > 0 } errors)
        {
            return errors;
        }

        if (await pages.Check(input.LandingPageId, cancellationToken) is { IsError: true } unknown)
        {
            return unknown.Errors;
        }

        await versions.Keep(found.Value.Revise(input.About, content, input.LandingPageId, clock.GetUtcNow()), cancellationToken);
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
