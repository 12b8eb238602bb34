using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Control;

/// <summary>Sets what holds for all simulations of the company that are launched from now on.</summary>
/// <param name="Holidays">The whole calendar, each day once.</param>
/// <param name="RequiresApproval">Whoever launches or schedules needs somebody else who agrees.</param>
[RequirePermission(Permission.ManageCompany)]
[RetryOnConflict]
public sealed record SetPhishingSettingsCommand(IReadOnlyList<Holiday> Holidays, bool RequiresApproval = false) : ICommand<Success>;

internal sealed class SetPhishingSettingsValidator : AbstractValidator<SetPhishingSettingsCommand>
{
    public SetPhishingSettingsValidator()
    {
        RuleFor(command => command.Holidays).NotNull().Must(holidays => holidays is null || holidays.Count <= PhishingPolicy.MaxHolidays)
            .WithMessage($"At most {PhishingPolicy.MaxHolidays} days.");
        RuleFor(command => command.Holidays).Must(holidays => holidays?.Any(holiday => holiday is null) != false
            || holidays.Select(holiday => holiday.Date).Distinct().Count() == holidays.Count).WithMessage("Each day once.");
        RuleForEach(command => command.Holidays).NotNull().ChildRules(holiday =>
            holiday.RuleFor(day => day.Name).NotEmpty().Text(Holiday.MaxNameLength));
    }
}

internal sealed class SetPhishingSettingsHandler(PhishingPolicies policies) : ICommandHandler<SetPhishingSettingsCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(SetPhishingSettingsCommand request, CancellationToken cancellationToken)
    {
        var policy = await policies.GetForChange(cancellationToken);
        policy.Decide(request.Holidays, request.RequiresApproval);
        return Result.Success;
    }
}
