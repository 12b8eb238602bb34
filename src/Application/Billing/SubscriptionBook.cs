using System.Security.Cryptography;
using System.Text;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Auditing;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Companies;

namespace SecurityTraining.Application.Billing;

/// <summary>
/// Keeps a company's subscription as the provider has it. It is loaded first, the provider is asked then, and its version decides at the commit:
/// of two who ask at the same time, whoever comes second asks again, so that no older answer replaces a newer one.
/// </summary>
internal sealed class SubscriptionBook(
    IRepository<Subscription> subscriptions,
    IRepository<Company> companies,
    IProviderSubscriptions provider,
    IBillingDirectory directory,
    BillingNotices notices,
    IWorkQueue queue,
    IAuditTrail audit,
    TimeProvider clock)
{
    public Task<Subscription?> Find(Guid companyId, CancellationToken ct) => subscriptions.GetByIdAsync(companyId, ct);

    /// <summary>Whether the provider's customer is the company: what is told of another's bills is not believed.</summary>
    public async Task<bool> IsOf(Guid companyId, string customerReference, CancellationToken ct) =>
        (await Find(companyId, ct))?.CustomerReference == customerReference;

    /// <summary>Asks the provider, and takes over what it says.</summary>
    /// <returns>What it says; null: that there is nothing.</returns>
    public async Task<ErrorOr<Synchronised>> Synchronise(Subscription subscription, CancellationToken ct)
    {
        var company = (await companies.GetByIdAsync(subscription.CompanyId, ct))!;
        var asked = await provider.Of(subscription.CustomerReference, ct);
        if (asked.IsError)
        {
            return asked.Errors;
        }

        var current = SubscriptionSnapshot.Current(asked.Value);
        var news = subscription.Apply(current, company, clock.GetUtcNow());
        await directory.Follow(company.Id, asked.Value, ct);
        if (news.HasChanged)
        {
            Note(subscription);
        }

        if (news.IsCancelled)
        {
            await notices.Tell(company, [new SubscriptionCancelledMail(subscription.Plan, subscription.CancelsAt ?? subscription.EndedAt)], ct);
        }

        return new Synchronised(company, current);
    }

    /// <summary>
    /// For a change that went wrong: the caller is told what, and the same wish is a new one from now on, as the provider answers an intent that it
    /// knows as it did before, also when the payment would go through by now. Where nobody knows whether it has made the change, it is asked soon.
    /// </summary>
    public Error LookAgain(Subscription subscription, Error error)
    {
        subscriptions.Touch(subscription);
        if (BillingErrors.IsPassing(error))
        {
            queue.Enqueue(WorkKind.BillingSync, subscription.CompanyId, clock.GetUtcNow());
        }

        return error.AndKeep();
    }

    /// <summary>
    /// What the provider knows an intent by. It is the same however often the intent is sent, until the subscription has been looked at again: then
    /// the same wish is a new one.
    /// </summary>
    public static string KeyOf(string intent, Subscription subscription, params object?[] details) => Key(
        $"{intent}|{subscription.CompanyId}|{subscription.Version}|{string.Join('|', details)}");

    public static string Key(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private void Note(Subscription subscription) => audit.Note(
        "billing.subscription-changed",
        new AuditTarget("subscription", subscription.Id),
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["status"] = subscription.Status.ToString(),
            ["plan"] = subscription.Plan?.ToString() ?? "",
            ["interval"] = subscription.Interval?.ToString() ?? "",
            ["seats"] = subscription.Seats.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["cancelsAt"] = subscription.CancelsAt?.ToString("O", System.Globalization.CultureInfo.InvariantCulture) ?? "",
        });
}

/// <param name="Current">Null: the provider knows of no subscription.</param>
internal sealed record Synchronised(Company Company, SubscriptionSnapshot? Current);
