using System.Text;
using ErrorOr;
using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Billing;
using SecurityTraining.Application.Billing.Events;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.UseCaseTests.Learning;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;
using SecurityTraining.TestKit.Stripe;

namespace SecurityTraining.Application.UseCaseTests.Billing;

/// <summary>A company on trial, and the payment provider on this machine.</summary>
internal sealed class BillingStage(TestApp app, FakeStripe stripe, TestCompany company) : IAsyncDisposable
{
    private int _delivered;

    public TestApp App => app;

    public FakeStripe Stripe => stripe;

    public TestCompany Company => company;

    public static async Task<BillingStage> Open(DatabaseProvider provider, int people = 2)
    {
        var stripe = await FakeStripe.Start();
        var app = await TestApp.Start(provider, settings: stripe.Settings);
        stripe.Clock = app.Clock;
        return new BillingStage(app, stripe, await app.AddCompany(people));
    }

    /// <summary>The same service, and another company.</summary>
    public async Task<BillingStage> Another() =>
        new(app, stripe, await app.AddCompany(people: 2, $"{Guid.CreateVersion7():N}.example.com")) { _delivered = stripe.Events.Count };

    public Task<ErrorOr<T>> Send<T>(Application.Common.IMessage<T> message) => app.Send(message, company.Admin);

    /// <summary>Buys and pays, before the provider has told anything of it.</summary>
    /// <returns>The provider's id of the subscription.</returns>
    public async Task<string> Buy(PlanKind plan = PlanKind.Starter, int? seats = null) =>
        stripe.Pay((await app.Done(new StartCheckoutCommand(plan, BillingInterval.Month, seats), company.Admin)).Url.ToString());

    public async Task Deliver(StripeEvent happened) =>
        (await app.Send(new ReceiveBillingEventCommand(Encoding.UTF8.GetBytes(happened.Body), happened.Signature))).Value.Received.ShouldBeTrue();

    /// <summary>What has happened since the last time, in that order, and what follows from it.</summary>
    public async Task Follow()
    {
        foreach (var happened in Undelivered())
        {
            await Deliver(happened);
        }

        await WorkAll();
    }

    public IReadOnlyList<StripeEvent> Undelivered()
    {
        var all = stripe.Events;
        var fresh = all.Skip(_delivered).ToList();
        _delivered = all.Count;
        return fresh;
    }

    public async Task WorkAll()
    {
        foreach (var id in (await Events()).Where(happened => happened.Status == BillingEventStatus.Pending).Select(happened => happened.Id))
        {
            await app.Work(company, WorkKind.BillingEvent, id);
        }
    }

    public Task<List<BillingEvent>> Events() => app.InDatabase(company.Id, (_, db) => db.Set<BillingEvent>()
        .AsNoTracking().Where(happened => happened.ForCompanyId == company.Id).OrderBy(happened => happened.Id).ToListAsync());

    public Task<SubscriptionRow> Subscription() => app.Done(new GetSubscriptionQuery(), company.Admin);

    public Task<Company> Row() => app.InDatabase(company.Id, (_, db) => db.Companies.AsNoTracking().SingleAsync());

    public async Task<List<string>> Mails() => await app.InDatabase(company.Id, (_, db) => db.OutgoingMails
        .AsNoTracking().OrderBy(mail => mail.Id).Select(mail => mail.Subject).ToListAsync());

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await stripe.DisposeAsync();
    }
}
