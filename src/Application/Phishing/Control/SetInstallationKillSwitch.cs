using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Control;

/// <summary>Stops the lures of every company within the mails that are under way, or lets them go on.</summary>
/// <param name="Reason">Required to turn it on.</param>
[RequirePermission(Permission.OperatePlatform)]
[RetryOnConflict]
public sealed record SetInstallationKillSwitchCommand(bool IsOn, string? Reason = null) : ICommand<Success>;

internal sealed class SetInstallationKillSwitchValidator : AbstractValidator<SetInstallationKillSwitchCommand>
{
    public SetInstallationKillSwitchValidator()
    {
        RuleFor(command => command.Reason).NotEmpty().When(command => command.IsOn);
        RuleFor(command => command.Reason).Text(PhishingPolicy.MaxReasonLength);
    }
}

internal sealed class SetInstallationKillSwitchHandler(IInstallationStop installation, TimeProvider clock)
    : ICommandHandler<SetInstallationKillSwitchCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(SetInstallationKillSwitchCommand request, CancellationToken cancellationToken)
    {
        await installation.Set(request.IsOn ? new InstallationStop(clock.GetUtcNow(), request.Reason!.Trim()) : null, cancellationToken);
        return Result.Success;
    }
}
