using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Billing;

namespace SecurityTraining.Application.Billing.Events;

/// <summary>Writes down that an event has been worked off, or why not.</summary>
/// <param name="Error">The code; null: it has been.</param>
/// <param name="IsPassing">The provider is away: the try does not count.</param>
[PlatformScope]
[RetryOnConflict]
public sealed record SettleBillingEventCommand(Guid Id, string? Error, bool IsPassing) : ICommand<BillingEventStatus>;

internal sealed class SettleBillingEventValidator : AbstractValidator<SettleBillingEventCommand>
{
    public SettleBillingEventValidator() => RuleFor(command => command.Error).MaximumLength(1000);
}

internal sealed class SettleBillingEventHandler(IRepository<BillingEvent> events, TimeProvider clock)
    : ICommandHandler<SettleBillingEventCommand, BillingEventStatus>
{
    public async Task<ErrorOr<BillingEventStatus>> Handle(SettleBillingEventCommand request, CancellationToken cancellationToken)
    {
        if (await events.GetByIdAsync(request.Id, cancellationToken) is not { } settled)
        {
            return BillingErrors.EventNotFound;
        }

        settled.Settle(request.Error, request.IsPassing, clock.GetUtcNow());
        return settled.Status;
    }
}
