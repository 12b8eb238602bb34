using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Settings;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Billing;

/// <summary>Opens the payment provider's page for payment methods, addresses and documents.</summary>
[NotAudited]
[RequirePermission(Permission.ManageBilling)]
public sealed record OpenPortalCommand : ICommand<ProviderPage>;

internal sealed class OpenPortalHandler(SubscriptionBook book, IPaymentPages pages, PublicAddress address, BillingPage page, ICurrentUser me)
    : ICommandHandler<OpenPortalCommand, ProviderPage>
{
    public async Task<ErrorOr<ProviderPage>> Handle(OpenPortalCommand request, CancellationToken cancellationToken)
    {
        if (!pages.IsConfigured)
        {
            return BillingErrors.NotConfigured;
        }

        return await book.Find(me.RequireCompanyId(), cancellationToken) is { } subscription
            ? (await pages.OpenPortal(subscription.CustomerReference, page.Home(address), cancellationToken)).Then(url => new ProviderPage(url))
            : BillingErrors.NoSubscription;
    }
}
