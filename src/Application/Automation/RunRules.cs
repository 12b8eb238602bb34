using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Webhooks;
using SecurityTraining.Domain.Automation;
using SecurityTraining.Domain.Webhooks;

namespace SecurityTraining.Application.Automation;

/// <summary>Lets the company's rules answer the next portion of what has happened, and tells its partners. Whatever is done again changes nothing.</summary>
/// <param name="From">Where the look began.</param>
/// <param name="After">The last place of the portion before.</param>
[PlatformScope]
[RetryOnConflict]
public sealed record RunRulesCommand(OccurrenceSource Source, DateTimeOffset From, TimeCursor? After) : ICommand<RulesProgress>;

/// <param name="Last">Null: there is no more.</param>
public sealed record RulesProgress(TimeCursor? Last);

internal sealed class RunRulesValidator : AbstractValidator<RunRulesCommand>
{
    public RunRulesValidator() => RuleFor(command => command.Source).IsInEnum();
}

internal sealed class RunRulesHandler(IRepository<AutomationRule> rules, OccurrenceReader occurrences, RuleRunner runner, WebhookPublisher partners)
    : ICommandHandler<RunRulesCommand, RulesProgress>
{
    public async Task<ErrorOr<RulesProgress>> Handle(RunRulesCommand request, CancellationToken cancellationToken)
    {
        var enabled = (await rules.ListAsync(new EnabledRulesSpec(), cancellationToken))
            .FindAll(rule => OccurrenceReader.SourceOf(rule.Trigger.Kind) == request.Source);
        if (enabled.Count == 0 && !await partners.IsWanted(OccurrenceNews.Types, cancellationToken))
        {
            return new RulesProgress(Last: null);
        }

        var portion = await occurrences.Read(request.Source, request.From, request.After, cancellationToken);
        await runner.Run(enabled, portion.Items, cancellationToken);
        await partners.PublishOnce([.. portion.Items.Select(OccurrenceNews.Of).OfType<WebhookNews>()], cancellationToken);
        return new RulesProgress(portion.Last);
    }
}

internal sealed class EnabledRulesSpec : Specification<AutomationRule>
{
    public EnabledRulesSpec() => Query.Where(rule => rule.IsEnabled).OrderBy(rule => rule.Id).Take(AutomationRule.MaxPerCompany).AsNoTracking();
}
