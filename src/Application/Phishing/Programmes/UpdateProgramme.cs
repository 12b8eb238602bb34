using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Phishing.Simulations;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Domain.Phishing.Programmes;

namespace SecurityTraining.Application.Phishing.Programmes;

/// <summary>Changes the members that are given, for the runs to come. Whatever was approved has to be approved anew.</summary>
[RequirePermission(Permission.ManagePhishing)]
[RetryOnConflict]
public sealed record UpdateProgrammeCommand(Guid Id, ProgrammeChanges Changes) : ICommand<Success>;

/// <summary>The members of <see cref="ProgrammeInput"/>; those that are absent stay as they are.</summary>
/// <param name="Rhythm">The whole of it; without a start, that stays as it is.</param>
public sealed record ProgrammeChanges(
    Optional<string> Name = default,
    Optional<ProgrammeRhythmInput> Rhythm = default,
    Optional<IReadOnlyList<Guid>> TemplateIds = default,
    Optional<SimulationRecipients> Recipients = default,
    Optional<int> SpreadMinutes = default,
    Optional<string?> SenderName = default,
    Optional<string?> SenderAddress = default,
    Optional<SendTiming?> Timing = default,
    Optional<LureSelection> Selection = default,
    Optional<IReadOnlyList<int>?> TemplateWeights = default,
    Optional<Guid?> SendingProfileId = default)
{
    /// <summary>People may have left and templates may have gone since: that is not to keep anybody from changing something else.</summary>
    internal bool NameOthers => TemplateIds.IsSet || Recipients.IsSet || SenderAddress.IsSet || SendingProfileId.IsSet;

    internal ProgrammeInput Over(ProgrammeInput known) => new(
        Name.Or(known.Name),
        Rhythm.Or(known.Rhythm),
        TemplateIds.Or(known.TemplateIds),
        Recipients.Or(known.Recipients),
        SpreadMinutes.Or(known.SpreadMinutes),
        SenderName.Or(known.SenderName),
        SenderAddress.Or(known.SenderAddress),
        Timing.Or(known.Timing),
        Selection.Or(known.Selection),
        TemplateWeights.Or(known.TemplateWeights),
        SendingProfileId.Or(known.SendingProfileId));
}

internal sealed class UpdateProgrammeValidator : AbstractValidator<UpdateProgrammeCommand>
{
    public UpdateProgrammeValidator() => RuleFor(command => command.Changes).NotNull();
}

internal sealed class UpdateProgrammeHandler(
    IRepository<Programme> programmes,
    IValidator<ProgrammeInput> validator,
    SimulationReferences references,
    PhishingPolicies policies,
    IWorkQueue queue,
    ICurrentUser me,
    TimeProvider clock) : ICommandHandler<UpdateProgrammeCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(UpdateProgrammeCommand request, CancellationToken cancellationToken)
    {
        if (await programmes.GetByIdAsync(request.Id, cancellationToken) is not { } programme)
        {
            return ProgrammeErrors.NotFound;
        }

        if (me.UserId is null && (await policies.Get(cancellationToken)).RequiresApproval)
        {
            return PhishingPolicyErrors.ApprovalIsForPeople;
        }

        // Only together with what stays can it be said whether a change makes sense.
        var input = request.Changes.Over(ProgrammeInput.Of(programme));
        if (validator.Validate(input) is { IsValid: false } invalid)
        {
            return invalid.Errors.ConvertAll(failure => ValidationErrors.For(failure.PropertyName, failure.ErrorMessage));
        }

        var plan = input.Run.Plan;
        if (request.Changes.NameOthers && await references.Check(plan, cancellationToken) is { Count: > 0 } errors)
        {
            return errors;
        }

        var now = clock.GetUtcNow();
        var rhythm = input.Rhythm.StartingBy(programme.Rhythm.StartsOn);
        if (rhythm.EndsOn < rhythm.StartsOn)
        {
            return ProgrammeErrors.EndsBeforeStart.On("rhythm.endsOn");
        }

        programme.Change(plan, rhythm, me.UserId, now, movesRuns: request.Changes.Timing.IsSet);
        queue.Replace(WorkKind.ProgrammeRun, programme.Id, now, groupId: programme.Id);
        return Result.Success;
    }
}
