using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Senders;

/// <summary>Takes, of what a profile may send within the hour, one try for each of some recipients' domains.</summary>
[PlatformScope]
[RetryOnConflict]
public sealed record TakeSendingTurnsCommand(Guid ProfileId, IReadOnlyList<string> Domains, int Limit) : ICommand<IReadOnlyList<SendingTurn>>;

/// <param name="NotBefore">Null: the mail may go out. Otherwise when to come back.</param>
public sealed record SendingTurn(DateTimeOffset? NotBefore);

internal sealed class TakeSendingTurnsValidator : AbstractValidator<TakeSendingTurnsCommand>
{
    public TakeSendingTurnsValidator() => RuleFor(command => command.Limit).GreaterThan(0);
}

internal sealed class TakeSendingTurnsHandler(IRepository<SendingHealth> healths, TimeProvider clock)
    : ICommandHandler<TakeSendingTurnsCommand, IReadOnlyList<SendingTurn>>
{
    public async Task<ErrorOr<IReadOnlyList<SendingTurn>>> Handle(TakeSendingTurnsCommand request, CancellationToken cancellationToken)
    {
        if (await healths.GetByIdAsync(request.ProfileId, cancellationToken) is not { } health)
        {
            return SendingProfileErrors.NotFound;
        }

        var now = clock.GetUtcNow();
        return request.Domains.Select(domain => new SendingTurn(health.Take(domain, request.Limit, now))).ToList();
    }
}
