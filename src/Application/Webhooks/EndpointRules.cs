using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Webhooks;

namespace SecurityTraining.Application.Webhooks;

internal static class EndpointValidation
{
    public static void EndpointUrl<T>(this IRuleBuilder<T, string> rule) => rule.NotEmpty().Text(WebhookEndpoint.MaxUrlLength);

    public static void EventNames<T>(this IRuleBuilderInitial<T, IReadOnlyList<string>> rule) => rule
        .NotEmpty()
        .Must(names => names is null || names.Count <= WebhookEvents.All.Count).WithMessage("Too many events.")
        .ForEach(name => name.NotEmpty());
}

/// <summary>Holds an endpoint against what may be asked, and against what its author may read.</summary>
internal sealed class EndpointRules(IWebhookSender sender, ICurrentUser me)
{
    public ErrorOr<Success> Check(WebhookTarget target)
    {
        if (!Uri.TryCreate(target.Url, UriKind.Absolute, out var address) || !sender.MayAsk(address))
        {
            return WebhookErrors.UrlRefused.On("url");
        }

        return target.Events.Select(WebhookEvents.Find).Any(permission => permission is { } needed && !me.Has(needed))
            ? WebhookErrors.BeyondOwn
            : Result.Success;
    }
}
