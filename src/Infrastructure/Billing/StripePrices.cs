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
    private Away? _away;

    /// <summary>What is known is shown, be it old, while the provider is away.</summary>
    public async Task<IReadOnlyList<PlanPrice>> List(CancellationToken ct)
    {
        var all = await All(ct);
        return all.IsError ? _known?.Shown ?? [] : all.Value.Shown;
    }

    public async Task<ErrorOr<PlanPrice>> Find(Domain.Billing.PlanKind plan, Domain.Billing.BillingInterval interval, CancellationToken ct)
    {
        var all = await All(ct);
        return all.IsError ? all.Errors
            : all.Value.Shown.FirstOrDefault(price => price.Plan == plan && price.Interval == interval) is { } price ? price
            : BillingErrors.PriceMissing;
    }

    public async Task<ErrorOr<Price>> Find(string lookupKey, CancellationToken ct)
    {
        var all = await All(ct);
        return all.IsError ? all.Errors
            : all.Value.ByKey.TryGetValue(lookupKey, out var price) ? price
            : BillingErrors.PriceMissing;
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>While the provider is away nobody waits for it, least of all those who have waited for whoever found that out.</summary>
    private async Task<ErrorOr<Known>> All(CancellationToken ct)
    {
        if (!stripe.IsConfigured)
        {
            return BillingErrors.NotConfigured;
        }

        if (Remembered() is { } remembered)
        {
            return remembered;
        }

        await _turn.WaitAsync(ct);
        try
        {
            return Remembered() ?? await Read(ct);
        }
        finally
        {
            _turn.Release();
        }
    }

    private ErrorOr<Known>? Remembered()
    {
        var now = clock.GetUtcNow();
        return _known is { } known && known.Until > now ? known
            : _away is { } away && away.Until > now ? away.Error
            : null;
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
            _away = new Away(read.FirstError, clock.GetUtcNow() + (pause < Pause ? pause : Pause));
            return read.Errors;
        }

        var byKey = read.Value.ToDictionary(price => price.LookupKey, StringComparer.Ordinal);
        var shown = byKey.Values.Select(Shown).OfType<PlanPrice>().OrderBy(price => price.Plan).ThenBy(price => price.Interval).ToList();
        return _known = new Known(byKey, shown, clock.GetUtcNow().AddSeconds(options.PriceCacheSeconds));
    }

    private static PlanPrice? Shown(Price price) => Domain.Billing.Plan.FromLookupKey(price.LookupKey) is var (plan, interval) && price.UnitAmount is { } amount
        ? new PlanPrice(plan.Kind, interval, amount, price.Currency)
        : null;

    private sealed record Away(Error Error, DateTimeOffset Until);

    private sealed record Known(IReadOnlyDictionary<string, Price> ByKey, IReadOnlyList<PlanPrice> Shown, DateTimeOffset Until);
}
