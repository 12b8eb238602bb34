using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Identity;

/// <summary>
/// Says what to change about a password that somebody is thinking of; it is neither kept nor logged. The names are words that the
/// password had better not be made of.
/// </summary>
[Public]
public sealed record CheckPasswordStrengthQuery(
    string Password, string? Email = null, string? FirstName = null, string? LastName = null, string? CompanyName = null)
    : IQuery<PasswordStrengthRow>;

/// <param name="Acceptable">Whether the policy takes it.</param>
/// <param name="Score">0–4, a rough estimate; 2 is the least that is taken.</param>
/// <param name="Suggestions">Empty when there is nothing to improve.</param>
public sealed record PasswordStrengthRow(bool Acceptable, int Score, IReadOnlyList<PasswordSuggestion> Suggestions);

/// <param name="Code">The stable name of the rule, for clients that have words of their own.</param>
public sealed record PasswordSuggestion(string Code, string Message);

internal sealed class CheckPasswordStrengthValidator : AbstractValidator<CheckPasswordStrengthQuery>
{
    public CheckPasswordStrengthValidator()
    {
        RuleFor(query => query.Password).IsCredential();
        foreach (var word in (System.Linq.Expressions.Expression<Func<CheckPasswordStrengthQuery, string?>>[])
            [query => query.Email, query => query.FirstName, query => query.LastName, query => query.CompanyName])
        {
            RuleFor(word).MaximumLength(IdentityRules.MaxInputLength);
        }
    }
}

internal sealed class CheckPasswordStrengthHandler(ICommonPasswords common) : IQueryHandler<CheckPasswordStrengthQuery, PasswordStrengthRow>
{
    public Task<ErrorOr<PasswordStrengthRow>> Handle(CheckPasswordStrengthQuery query, CancellationToken cancellationToken)
    {
        string?[] words = [query.Email, query.FirstName, query.LastName, query.CompanyName, ProductWords.Name];
        var strength = PasswordStrength.Of(query.Password, common.Contains, words.OfType<string>());
        return Task.FromResult<ErrorOr<PasswordStrengthRow>>(new PasswordStrengthRow(
            strength.IsAcceptable,
            strength.Score,
            [.. strength.Advice.Select(advice => new PasswordSuggestion(advice.Code, advice.Description))]));
    }
}
