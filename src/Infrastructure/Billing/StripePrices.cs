using ErrorOr;
using SecurityTraining.Application.Billing;
using Stripe;
using BillingErrors = SecurityTraining.Domain.Billing.BillingErrors;

namespace SecurityTraining.Infrastructure.Billing;

/// <summary>The prices of the table's plans.</summary>
internal sealed class StripePrices(StripeConnection stripe, StripeOptions options, TimeProvider clock) : IPlanPrices, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private Known? _known;
    private DateTimeOffset _awayUntil;

    /// <summary>While the provider is away nobody waits for it: what is known is shown, be it old.</summary>
    public async Task<IReadOnlyList<PlanPrice>> List(CancellationToken ct)
    {
        if (_awayUntil > clock.GetUtcNow())
        {
            return _known?.Shown ?? [];
        }

        var all = await All(ct);
        return all.IsError ? _known?.Shown ?? [] : all.Value.Shown;
    }

    public async Task<ErrorOr<Price>> Find(string lookupKey, CancellationToken ct)
    {
        var all = await All(ct);
        return all.IsError ? all.Errors
            : all.Value.ByKey.TryGetValue(lookupKey, out var price) ? price
            : BillingErrors.PriceMissing;
    }

    public void Dispose() => _turn.Dispose();

    private async Task<ErrorOr<Known>> All(CancellationToken ct)
    {
        if (!stripe.IsConfigured)
        {
            return BillingErrors.NotConfigured;
        }

        if (_known is { } kept && kept.Until > clock.GetUtcNow())
        {
            return kept;
        }

        await _turn.WaitAsync(ct);
        try
        {
            return _known is { } fresh && fresh.Until > clock.GetUtcNow() ? fresh : await Read(ct);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<ErrorOr<Known>> Read(CancellationToken ct)
    {
        var keys = Domain.Billing.Plan.All.Where(plan => plan.IsForSale)
            .SelectMany(plan => Enum.GetValues<Domain.Billing.BillingInterval>().Select(plan.LookupKey)).ToList();
        var read = await stripe.Ask((api, token) => api.Prices.ListAsync(
            new PriceListOptions { LookupKeys = keys, Active = true, Limit = 100 }, cancellationToken: token), ct);
        if (read.IsError)
        {
            var pause = TimeSpan.FromSeconds(options.PriceCacheSeconds);
            _awayUntil = clock.GetUtcNow() + (pause < Pause ? pause : Pause);
            return read.Errors;
        }

        var byKey = read.Value.ToDictionary(price => price.LookupKey, StringComparer.Ordinal);
        var shown = byKey.Values.Select(Shown).OfType<PlanPrice>().OrderBy(price => price.Plan).ThenBy(price => price.Interval).ToList();
        return _known = new Known(byKey, shown, clock.GetUtcNow().AddSeconds(options.PriceCacheSeconds));
    }

    private static PlanPrice? Shown(Price price) => Domain.Billing.Plan.FromLookupKey(price.LookupKey) is var (plan, interval) && price.UnitAmount is { } amount
        ? new PlanPrice(plan.Kind, interval, amount, price.Currency)
        : null;

    private sealed record Known(IReadOnlyDictionary<string, Price> ByKey, IReadOnlyList<PlanPrice> Shown, DateTimeOffset Until);
}
