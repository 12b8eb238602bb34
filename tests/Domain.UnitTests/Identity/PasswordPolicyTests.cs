using ErrorOr;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Domain.UnitTests.Identity;

public sealed class PasswordPolicyTests
{
    private static readonly string[] Context = ["Miller & Sons Ltd", "Anna", "Kowalski", "anna.kowalski@miller-sons.example"];

    [Theory]
    [InlineData("correct wombat fiddles")]
    [InlineData("七つの海を渡る風は今日も北へ吹いている")]
    [InlineData("🦆🚲🌧🧀🎻🪁🦔🧭🍋🛶🧦🕯")]
    [InlineData("            a b c            ")]
    public void Long_and_unusual_ones_pass_whatever_they_are_made_of(string password) => Check(password).IsError.ShouldBeFalse();

    [Theory]
    [InlineData("elevenchars", 11)]
    [InlineData("🦆🚲🌧🧀🎻🪁🦔🧭🍋🛶🧦", 11)]
    public void Code_points_are_counted_not_bytes_or_halves_of_surrogate_pairs(string password, int length)
    {
        password.EnumerateRunes().Count().ShouldBe(length);
        Check(password).FirstError.ShouldBe(PasswordErrors.TooShort);
    }

    [Fact]
    public void The_longest_is_256_code_points()
    {
        var longest = string.Concat(Enumerable.Range(0, 64).Select(number => $"{number:00}B🦆"));

        Check(longest).IsError.ShouldBeFalse();
        Check(longest + "x").FirstError.ShouldBe(PasswordErrors.TooLong);
    }

    [Fact]
    public void The_blocklist_is_asked_in_lower_case() =>
        PasswordPolicy.Check("CoMmOnPaSsWoRd", lower => lower == "commonpassword").FirstError.ShouldBe(PasswordErrors.TooCommon);

    [Theory]
    [InlineData("aaaaaaaaaaaaaaaa")]
    [InlineData("abababababababab")]
    [InlineData("Sommer!Sommer!Sommer!")]
    [InlineData("abcdefghijklm")]
    [InlineData("987654321098")]
    [InlineData("Qwertzuiop12")]
    [InlineData("1qaz2wsx3edc")]
    public void Repetitions_and_sequences_are_too_regular(string password) =>
        Check(password).FirstError.ShouldBe(PasswordErrors.TooRegular);

    [Fact]
    public void All_that_is_wrong_is_told_at_once() =>
        PasswordPolicy.Check("kowalski", lower => lower == "kowalski", Context).Errors.ShouldBe(
            [PasswordErrors.TooShort, PasswordErrors.TooCommon, PasswordErrors.TooPredictable]);

    [Theory]
    [InlineData("aaaa", 0, "password_too_short", "password_too_regular")]
    [InlineData("wombat bike", 1, "password_too_short")]
    [InlineData("wombat bikes", 2, "password_could_be_longer")]
    [InlineData("three wombats ride", 3)]
    [InlineData("nine lanterns over the harbour", 4)]
    public void Strength_is_told_with_what_to_change(string password, int score, params string[] advice)
    {
        var strength = PasswordStrength.Of(password, _ => false, Context);

        strength.Score.ShouldBe(score);
        strength.IsAcceptable.ShouldBe(score >= 2);
        strength.Advice.Select(error => error.Code).ShouldBe(advice);
    }

    [Theory]
    [InlineData("kowalski2026!")]
    [InlineData("Anna.Kowalski.1")]
    [InlineData("MillerSons2026")]
    [InlineData("miller-1234567")]
    public void Names_dressed_up_with_digits_are_too_predictable(string password) =>
        Check(password).FirstError.ShouldBe(PasswordErrors.TooPredictable);

    [Fact]
    public void A_name_among_other_words_is_fine() => Check("kowalski rows a green boat").IsError.ShouldBeFalse();

    [Fact]
    public void Letters_composed_in_two_ways_are_one_password() =>
        PasswordPolicy.Normalize("Gru\u0308n").ShouldBe(PasswordPolicy.Normalize("Gr\u00fcn"));

    private static ErrorOr<Success> Check(string password) => PasswordPolicy.Check(password, _ => false, Context);
}
