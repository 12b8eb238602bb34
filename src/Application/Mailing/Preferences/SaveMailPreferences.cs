using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Mailing.Preferences;

/// <summary>Says which news the caller wants; categories that are not named stay as they are.</summary>
[Authenticated]
[RetryOnConflict]
[DespiteUnpaid]
public sealed record SaveMailPreferencesCommand(IReadOnlyList<MailPreferenceRow> Preferences) : ICommand<Success>;

internal sealed class SaveMailPreferencesValidator : AbstractValidator<SaveMailPreferencesCommand>
{
    private const int MaxEntries = 50;

    public SaveMailPreferencesValidator()
    {
        RuleFor(command => command.Preferences).NotNull().Must(rows => rows is null || rows.Count <= MaxEntries).WithMessage("One entry for each category.");
        RuleForEach(command => command.Preferences).NotNull().ChildRules(row => row.RuleFor(entry => entry.Category).IsInEnum());
    }
}

internal sealed class SaveMailPreferencesHandler(PreferenceBook preferences, ICurrentUser me, TimeProvider clock)
    : ICommandHandler<SaveMailPreferencesCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(SaveMailPreferencesCommand request, CancellationToken cancellationToken)
    {
        if (await preferences.Of(me.RequireUserId(), cancellationToken) is not { } wishes)
        {
            return UserErrors.NotFound;
        }

        foreach (var (category, isWanted) in request.Preferences)
        {
            wishes.Set(category, isWanted, clock.GetUtcNow());
        }

        return Result.Success;
    }
}
