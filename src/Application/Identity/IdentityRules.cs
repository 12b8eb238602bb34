using FluentValidation;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Identity;

/// <summary>Words of the product itself that no password is made of.</summary>
public static class ProductWords
{
    public const string Name = "securitytraining security training";
}

internal static class IdentityRules
{
    /// <summary>More than any address, password or token has; keeps the rest from working on megabytes.</summary>
    public const int MaxInputLength = 1024;

    /// <summary>
    /// A name on one line. It appears in mails to addresses that nobody has proven yet, so it cannot carry a link.
    /// </summary>
    public static IRuleBuilderOptions<T, string> IsName<T>(this IRuleBuilder<T, string> rule, int maxLength) => rule
        .NotEmpty()
        .MaximumLength(maxLength)
        .Must(name => name is null || !name.Any(char.IsControl)).WithMessage("Must be one line of text.")
        .Must(name => name is null || !HasLink(name)).WithMessage("Must not contain a link.");

    public static IRuleBuilderOptions<T, string> IsEmail<T>(this IRuleBuilder<T, string> rule) => rule
        .NotEmpty()
        .Must(EmailAddress.IsValid).WithMessage(EmailAddressErrors.Invalid.Description);

    /// <summary>Proof that is compared, not stored: only its size matters here.</summary>
    public static IRuleBuilderOptions<T, string> IsCredential<T>(this IRuleBuilder<T, string> rule) =>
        rule.NotEmpty().MaximumLength(MaxInputLength);

    public static void IsNewPassword<T>(this IRuleBuilderInitial<T, string> rule, ICommonPasswords common, Func<T, IEnumerable<string?>> contextWords) =>
        rule.Cascade(CascadeMode.Stop).IsCredential().Custom((password, context) =>
        {
            var words = contextWords(context.InstanceToValidate).OfType<string>().Append(ProductWords.Name);
            if (PasswordPolicy.Check(password, common.Contains, words) is { IsError: true } refused)
            {
                refused.Errors.ForEach(error => context.AddFailure(error.Description));
            }
        });

    /// <summary>Whether mail programs would make a link of the name, or of a part of it.</summary>
    public static bool HasLink(string name) =>
        name.Contains("://", StringComparison.Ordinal) || name.Contains("www.", StringComparison.OrdinalIgnoreCase);
}
