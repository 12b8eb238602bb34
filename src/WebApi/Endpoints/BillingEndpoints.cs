using SecurityTraining.Application.Billing;
using SecurityTraining.Application.Billing.Events;
using SecurityTraining.Application.Billing.Reconciliation;
using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Billing;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Endpoints;

/// <summary>Subscriptions, and what was billed and paid; the provider's events; and what the operator sees of it all.</summary>
internal static class BillingEndpoints
{
    private const string Events = "/api/v1/platform/billing/events";

    public static void MapSubscriptions(this RouteGroupBuilder api)
    {
        var billing = api.MapGroup("/billing").WithTags("Billing");
        billing.MapPost("/checkout-sessions", (StartCheckoutCommand command, ISender sender, CancellationToken ct) =>
            sender.Send(command, ct).ToCreated(opened => opened.Url.ToString())).WithIdempotency();
        billing.MapPost("/portal-sessions", (ISender sender, CancellationToken ct) =>
            sender.Send(new OpenPortalCommand(), ct).ToCreated(opened => opened.Url.ToString())).WithIdempotency();
        billing.MapGet("/invoices", ([AsParameters] ListInvoicesQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<InvoiceRow>();
        billing.MapGet("/payments", ([AsParameters] ListPaymentsQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<PaymentRow>();
        billing.MapGet("/payment-methods", (ISender sender, CancellationToken ct) => sender.Send(new ListPaymentMethodsQuery(), ct).ToOk());

        var subscription = billing.MapGroup("/subscription");
        subscription.MapGet("", (ISender sender, CancellationToken ct) =>
            sender.Send(new GetSubscriptionQuery(), ct).ToOk()).WithFieldSelection<SubscriptionRow>();
        subscription.MapPost("/cancel", (ISender sender, CancellationToken ct) =>
            sender.Send(new CancelSubscriptionCommand(), new GetSubscriptionQuery(), ct).ToOk()).WithIdempotency();
        subscription.MapPost("/resume", (ISender sender, CancellationToken ct) =>
            sender.Send(new ResumeSubscriptionCommand(), new GetSubscriptionQuery(), ct).ToOk()).WithIdempotency();
        subscription.MapPost("/seats/preview", (SeatsWish wish, ISender sender, CancellationToken ct) =>
            sender.Send(new PreviewSubscriptionQuery(Seats: wish.Seats), ct).ToOk());
        subscription.MapPut("/seats", (SeatsWish wish, ISender sender, CancellationToken ct) =>
            sender.Send(new ChangeSubscriptionCommand(Seats: wish.Seats), new GetSubscriptionQuery(), ct).ToOk());
        subscription.MapPost("/plan/preview", (PlanWish wish, ISender sender, CancellationToken ct) =>
            sender.Send(new PreviewSubscriptionQuery(wish.Plan, wish.Interval, wish.Seats), ct).ToOk());
        subscription.MapPut("/plan", (PlanWish wish, ISender sender, CancellationToken ct) =>
            sender.Send(new ChangeSubscriptionCommand(wish.Plan, wish.Interval, wish.Seats), new GetSubscriptionQuery(), ct).ToOk());

        api.MapPost("/webhooks/stripe", (RawBody body, HttpRequest request, ISender sender, CancellationToken ct) =>
            sender.Send(new ReceiveBillingEventCommand(body.Content, request.Headers["Stripe-Signature"]), ct).ToOk())
            .Accepts<byte[]>("application/json").WithUpload(ReceiveBillingEventCommand.MaxBytes)
            .WithRateLimit(RateLimit.Tracking).AllowAnonymous().WithTags("Billing");

        var platform = api.MapGroup("/platform").WithTags("Platform");
        platform.MapGet("/revenue", (ISender sender, CancellationToken ct) => sender.Send(new GetRevenueQuery(), ct).ToOk());
        platform.MapGet("/billing/events", ([AsParameters] ListBillingEventsQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<BillingEventRow>();
        platform.MapPost("/billing/events/{id:guid}/replay", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new ReplayBillingEventCommand(id), ct).ToAccepted(_ => Events)).WithIdempotency();
        platform.MapGet("/billing/differences", ([AsParameters] ListBillingDifferencesQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<BillingDifferenceRow>();
    }

    /// <param name="Seats">At least as many as people are active, at most the plan's.</param>
    internal sealed record SeatsWish(int Seats);

    /// <param name="Plan">One that is for sale.</param>
    /// <param name="Interval">Absent: as it is.</param>
    /// <param name="Seats">Absent: as many as there are.</param>
    internal sealed record PlanWish(PlanKind Plan, BillingInterval? Interval = null, int? Seats = null);
}
