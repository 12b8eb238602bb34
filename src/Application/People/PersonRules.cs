using System.Text.RegularExpressions;
using FluentValidation;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People;

/// <summary>
/// What may be said of a person, in one place for the API and for imported files: each rule answers with what is wrong, or null.
/// </summary>
internal static partial class PersonRules
{
    public static string? Text(string text, int maxLength)
    {
        if (text.Length > maxLength)
        {
            return $"Must have at most {maxLength} characters.";
        }

        // A line break in a name could end up in a mail's header, and PostgreSQL refuses U+0000.
        return text.Any(char.IsControl) ? "Must not contain control characters." : null;
    }

    public static string? Address(string text) => EmailAddress.IsValid(text) ? null : EmailAddressErrors.Invalid.Description;

    public static string? Language(string text) =>
        Languages.Supported.Contains(text) ? null : $"Must be one of {string.Join(", ", Languages.Supported)}.";

    public static string? TimeZone(string text) => TimeZones.IsKnown(text) ? null : "Must be an IANA time zone, such as Europe/Berlin.";

    public static string? AttributeName(string name) => AttributeNamePattern().IsMatch(name)
        ? null
        : $"Names of custom attributes begin with a letter from A to Z and have at most {PersonProfile.MaxCustomAttributeNameLength} letters, "
            + "digits, spaces, underscores and hyphens.";

    public static IRuleBuilderOptionsConditions<T, string?> Text<T>(this IRuleBuilder<T, string?> rule, int maxLength) =>
        rule.Satisfies(text => Text(text, maxLength));

    public static IRuleBuilderOptionsConditions<T, string?> AttributeName<T>(this IRuleBuilder<T, string?> rule) => rule.Satisfies(AttributeName);

    public static IRuleBuilderOptionsConditions<T, string?> Address<T>(this IRuleBuilder<T, string?> rule) => rule.Satisfies(Address);

    public static IRuleBuilderOptionsConditions<T, string?> SupportedLanguage<T>(this IRuleBuilder<T, string?> rule) => rule.Satisfies(Language);

    public static IRuleBuilderOptionsConditions<T, string?> KnownTimeZone<T>(this IRuleBuilder<T, string?> rule) => rule.Satisfies(TimeZone);

    public static void CustomAttributes<T, TValue>(this IRuleBuilder<T, IReadOnlyDictionary<string, TValue>> rule)
        where TValue : class? =>
        rule.Custom((attributes, context) =>
        {
            if (attributes?.Count > PersonProfile.MaxCustomAttributes)
            {
                context.AddFailure(UserErrors.TooManyCustomAttributes.Description);
                return;
            }

            foreach (var (name, value) in attributes ?? new Dictionary<string, TValue>())
            {
                if ((AttributeName(name) ?? Text((value as string) ?? "", PersonProfile.MaxCustomAttributeLength)) is { } problem)
                {
                    context.AddFailure($"{context.PropertyPath}.{name}", problem);
                }
            }
        });

    private static IRuleBuilderOptionsConditions<T, string?> Satisfies<T>(this IRuleBuilder<T, string?> rule, Func<string, string?> check) =>
        rule.Custom((text, context) =>
        {
            if (text is not null && check(text) is { } problem)
            {
                context.AddFailure(problem);
            }
        });

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_ -]{0,59}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex AttributeNamePattern();
}
