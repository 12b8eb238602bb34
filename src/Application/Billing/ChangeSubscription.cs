using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Billing;

/// <summary>
/// Changes plan, interval or seats; absent: as it is. What costs more is charged for at once, and not done if that is declined; what costs less is
/// credited to the next bill. There are never fewer seats than active people.
/// </summary>
[RequirePermission(Permission.ManageBilling)]
[RetryOnConflict(AsksProvider = true)]
public sealed record ChangeSubscriptionCommand(PlanKind? Plan = null, BillingInterval? Interval = null, int? Seats = null) : ICommand<Success>;

internal sealed class ChangeSubscriptionValidator : AbstractValidator<ChangeSubscriptionCommand>
{
    public ChangeSubscriptionValidator()
    {
        RuleFor(command => command.Plan).PlanForSale();
        RuleFor(command => command.Interval).IsInEnum();
        RuleFor(command => command.Seats).InclusiveBetween(1, Company.MaxAgreedSeats);
    }
}

internal sealed class ChangeSubscriptionHandler(
    SubscriptionBook book, SubscriptionChanges changes, IProviderSubscriptions provider, ICurrentUser me)
    : ICommandHandler<ChangeSubscriptionCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(ChangeSubscriptionCommand request, CancellationToken cancellationToken)
    {
        if (!provider.IsConfigured)
        {
            return BillingErrors.NotConfigured;
        }

        if (await book.Find(me.RequireCompanyId(), cancellationToken) is not { } subscription)
        {
            return BillingErrors.NoSubscription;
        }

        var synchronised = await book.Synchronise(subscription, cancellationToken);
        if (synchronised.IsError)
        {
            return synchronised.Errors;
        }

        var (company, current) = synchronised.Value;
        var wish = new SubscriptionWish(request.Plan, request.Interval, request.Seats);
        if (wish.IsMetBy(current))
        {
            // Before any rule: the try before may have come through at the provider, and lost against somebody who has joined since.
            return Result.Success;
        }

        var change = await changes.From(company, current, wish, cancellationToken);
        return change.IsError ? change.FirstError.AndKeep() : await Change(subscription, change.Value, current!, cancellationToken);
    }

    private async Task<ErrorOr<Success>> Change(Subscription subscription, SubscriptionChange change, SubscriptionSnapshot current, CancellationToken ct)
    {
        var key = SubscriptionBook.KeyOf("change", subscription, change, current.Plan, current.Interval, current.Seats);
        var changed = await provider.Change(change, key, ct);
        if (changed.IsError)
        {
            return book.LookAgain(subscription, changed.FirstError);
        }

        var synchronised = await book.Synchronise(subscription, ct);
        return synchronised.IsError ? book.LookAgain(subscription, synchronised.FirstError) : Result.Success;
    }
}
