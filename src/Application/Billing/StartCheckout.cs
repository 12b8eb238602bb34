using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Settings;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Billing;

/// <summary>Opens a page of the payment provider on which a plan is bought. A page that was opened before can be paid no more.</summary>
/// <param name="Plan">One that is for sale.</param>
/// <param name="Seats">At least as many as people are active; by default just as many.</param>
[RequirePermission(Permission.ManageBilling)]
[RetryOnConflict(AsksProvider = true)]
public sealed record StartCheckoutCommand(PlanKind Plan, BillingInterval Interval, int? Seats = null) : ICommand<ProviderPage>;

/// <param name="Url">To be opened by the browser.</param>
public sealed record ProviderPage(Uri Url);

internal sealed class StartCheckoutValidator : AbstractValidator<StartCheckoutCommand>
{
    public StartCheckoutValidator()
    {
        RuleFor(command => command.Plan).PlanForSale();
        RuleFor(command => command.Interval).IsInEnum();
        RuleFor(command => command.Seats).InclusiveBetween(1, Company.MaxAgreedSeats);
    }
}

internal sealed class StartCheckoutHandler(
    IRepository<Company> companies,
    IRepository<User> users,
    IRepository<Subscription> subscriptions,
    SubscriptionBook book,
    IPaymentPages pages,
    IBillingDirectory directory,
    PublicAddress address,
    BillingPage page,
    ICurrentUser me,
    TimeProvider clock) : ICommandHandler<StartCheckoutCommand, ProviderPage>
{
    public async Task<ErrorOr<ProviderPage>> Handle(StartCheckoutCommand request, CancellationToken cancellationToken)
    {
        if (!pages.IsConfigured)
        {
            return BillingErrors.NotConfigured;
        }

        var company = (await companies.GetByIdAsync(me.RequireCompanyId(), cancellationToken))!;
        var plan = Plan.Of(request.Plan);
        var seats = request.Seats ?? Math.Max(1, company.SeatsTaken);
        if (OrderRules.Check(company, plan, seats) is { IsError: true } refused)
        {
            return refused.Errors;
        }

        var customer = await Customer(company, cancellationToken);
        if (customer.IsError)
        {
            return customer.Errors;
        }

        var (subscription, isNew) = customer.Value;
        if (!isNew)
        {
            var synchronised = await book.Synchronise(subscription, cancellationToken);
            if (synchronised.IsError)
            {
                return synchronised.Errors;
            }

            if (subscription.IsLive)
            {
                return BillingErrors.AlreadySubscribed.AndKeep();
            }
        }

        var order = new CheckoutOrder(
            company.Id, subscription.CustomerReference, plan.LookupKey(request.Interval), seats, page.Paid(address), page.Left(address));
        var key = SubscriptionBook.KeyOf("checkout", subscription, order.LookupKey, seats, isNew);
        var opened = await pages.OpenCheckout(order, key, cancellationToken);
        return opened.IsError ? opened.FirstError.AndKeep() : new ProviderPage(opened.Value);
    }

    private async Task<ErrorOr<(Subscription Subscription, bool IsNew)>> Customer(Company company, CancellationToken ct)
    {
        if (await book.Find(company.Id, ct) is { } known)
        {
            return (known, false);
        }

        var buyer = (await users.GetByIdAsync(me.RequireUserId(), ct))!;
        var customer = new NewCustomer(company.Id, company.Name, buyer.Email, company.Language);
        var added = await pages.AddCustomer(customer, SubscriptionBook.Key($"customer|{customer}"), ct);
        if (added.IsError)
        {
            return added.Errors;
        }

        var subscription = Subscription.Open(company.Id, added.Value, clock.GetUtcNow());
        subscriptions.Add(subscription);
        directory.AddCustomer(added.Value, company.Id);
        return (subscription, true);
    }
}

/// <summary>Where browsers go when they come back from the payment provider.</summary>
/// <param name="Url">A page of the frontend; null: the service's own.</param>
public sealed record BillingPage(Uri? Url)
{
    public const string ConfigurationKey = "Frontend:BillingUrl";
    public const string OwnPath = "/billing";

    public Uri Home(PublicAddress address) => Url ?? new Uri(address.Link(OwnPath));

    public Uri Paid(PublicAddress address) => With(address, "paid");

    public Uri Left(PublicAddress address) => With(address, "left");

    private Uri With(PublicAddress address, string outcome)
    {
        var home = new UriBuilder(Home(address));
        home.Query = home.Query.Length > 1 ? $"{home.Query[1..]}&checkout={outcome}" : $"checkout={outcome}";
        return home.Uri;
    }
}

/// <summary>What can be bought at all.</summary>
internal static class OrderRules
{
    /// <summary>Or none, where that is allowed.</summary>
    public static void PlanForSale<T>(this IRuleBuilder<T, PlanKind?> rule) => rule.Must(IsForSale).WithMessage("This plan is not for sale.");

    /// <inheritdoc cref="PlanForSale{T}(IRuleBuilder{T, PlanKind?})"/>
    public static void PlanForSale<T>(this IRuleBuilder<T, PlanKind> rule) => rule.Must(plan => IsForSale(plan)).WithMessage("This plan is not for sale.");

    public static ErrorOr<Success> Check(Company company, Plan plan, int seats) =>
        company.Plan == PlanKind.Enterprise ? BillingErrors.ByAgreement
        : seats < company.SeatsTaken ? BillingErrors.SeatsInUse(company.SeatsTaken)
        : seats > plan.Seats ? BillingErrors.TooManySeats(plan)
        : Result.Success;

    private static bool IsForSale(PlanKind? plan) => plan is not { } kind || (Enum.IsDefined(kind) && Plan.Of(kind).IsForSale);
}
