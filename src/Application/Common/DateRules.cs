using FluentValidation;

namespace SecurityTraining.Application.Common;

internal static class DateRules
{
    /// <summary>Leaves room for whatever is added to a date.</summary>
    private const int LastYear = 2999;

    public static IRuleBuilderOptions<T, DateTimeOffset?> IsInReach<T>(this IRuleBuilder<T, DateTimeOffset?> rule) =>
        rule.Must(at => at is null || at.Value.Year <= LastYear).WithMessage($"Not after {LastYear}.");
}
