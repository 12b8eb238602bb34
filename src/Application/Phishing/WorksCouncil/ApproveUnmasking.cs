using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Auditing;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Domain.Phishing.WorksCouncil;

namespace SecurityTraining.Application.Phishing.WorksCouncil;

/// <summary>
/// Agrees to what somebody else has asked for, and learns who is behind the pseudonym. The answer is the only place that says so: neither the
/// request nor the audit log do.
/// </summary>
/// <param name="SimulationId">What it was asked about.</param>
[RequirePermission(Permission.ReadAuditLog)]
[RetryOnConflict]
public sealed record ApproveUnmaskingCommand(Guid SimulationId, Guid Id) : ICommand<UnmaskedPerson>;

/// <param name="Email">As it was when the mail was planned; empty if the person has been erased since.</param>
/// <param name="FullName">See <paramref name="Email"/>.</param>
public sealed record UnmaskedPerson(Guid Pseudonym, Guid UserId, string Email, string FullName);

internal sealed class ApproveUnmaskingValidator : AbstractValidator<ApproveUnmaskingCommand>
{
    public ApproveUnmaskingValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class ApproveUnmaskingHandler(
    IRepository<Simulation> simulations,
    IRepository<Unmasking> unmaskings,
    IReader<Recipient> recipients,
    IRepository<User> users,
    Pseudonyms pseudonyms,
    IAuditTrail audit,
    ICurrentUser me,
    TimeProvider clock) : ICommandHandler<ApproveUnmaskingCommand, UnmaskedPerson>
{
    public async Task<ErrorOr<UnmaskedPerson>> Handle(ApproveUnmaskingCommand request, CancellationToken cancellationToken)
    {
        if (await simulations.GetByIdAsync(request.SimulationId, cancellationToken) is not { } simulation
            || await unmaskings.GetByIdAsync(request.Id, cancellationToken) is not { } unmasking
            || unmasking.SimulationId != simulation.Id)
        {
            return WorksCouncilErrors.UnmaskingNotFound;
        }

        if (me.UserId is not { } userId || await users.GetByIdAsync(userId, cancellationToken) is not { } user)
        {
            return WorksCouncilErrors.OnlyForPeople;
        }

        if (simulation.CheckUnmasker(user) is { IsError: true } tooNew)
        {
            return tooNew.Errors;
        }

        if (unmasking.Approve(simulation, userId, clock.GetUtcNow()) is { IsError: true } refused)
        {
            return refused.Errors;
        }

        var keys = await pseudonyms.Of([simulation.Id], cancellationToken);
        if (!keys.TryGetValue(simulation.Id, out var key))
        {
            return WorksCouncilErrors.KeyDestroyed;
        }

        audit.Note(
            "phishing.learn-who-is-behind-a-pseudonym",
            new AuditTarget("simulation", simulation.Id),
            new Dictionary<string, string>(StringComparer.Ordinal) { ["pseudonym"] = $"{unmasking.Pseudonym}", ["unmasking"] = $"{unmasking.Id}" });
        await foreach (var recipient in recipients.StreamAsync<MaskedPerson>(new RecipientsInOrderSpec(simulation.Id)).WithCancellation(cancellationToken))
        {
            if (key.Of(recipient.Id) == unmasking.Pseudonym)
            {
                return new UnmaskedPerson(unmasking.Pseudonym, recipient.UserId, recipient.Email, recipient.FullName);
            }
        }

        return WorksCouncilErrors.PseudonymUnknown;
    }

    private sealed class RecipientsInOrderSpec : Specification<Recipient>
    {
        public RecipientsInOrderSpec(Guid simulationId) => Query.Where(recipient => recipient.SimulationId == simulationId).OrderBy(recipient => recipient.Id);
    }
}

internal sealed record MaskedPerson(Guid Id, Guid UserId, string Email, string FullName);

internal sealed class MaskedPersonProfile : Profile
{
    public MaskedPersonProfile() => CreateProjection<Recipient, MaskedPerson>();
}
