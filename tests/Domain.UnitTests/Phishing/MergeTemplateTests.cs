using System.Net;
using CsCheck;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Domain.UnitTests.Phishing;

public sealed class MergeTemplateTests
{
    private static readonly Dictionary<string, string> Ada = new() { ["firstName"] = "Ada", ["link"] = "http://x/t/1", ["custom.city"] = "Köln" };

    [Theory]
    [InlineData("Hello {{firstName}}!", "Hello Ada!")]
    [InlineData("Hello {{ firstName }}!", "Hello Ada!")]
    [InlineData("Hello {{.FirstName}}!", "Hello Ada!")]
    [InlineData("Dear {{jobTitle|colleague}},", "Dear colleague,")]
    [InlineData("Dear {{jobTitle}},", "Dear ,")]
    [InlineData("{{firstName|you}}", "Ada")]
    [InlineData("{{custom.city}}", "Köln")]
    [InlineData("{{.URL}}", "http://x/t/1")]
    [InlineData("{ \"json\": { } }", "{ \"json\": { } }")]
    public void Fields_are_filled(string text, string expected) =>
        MergeTemplate.Parse(text).Render(Ada, value => value).ShouldBe(expected);

    [Theory]
    [InlineData("{{pasword}}", "{{pasword}}")]
    [InlineData("{{FirstName}}", "{{FirstName}}")]
    [InlineData("{{#if x}}", "{{#if x}}")]
    [InlineData("{{firstName", "{{")]
    [InlineData("{{}}", "{{}}")]
    [InlineData("{{custom.}}", "{{custom.}}")]
    public void What_is_no_field_is_named(string text, string unknown) =>
        MergeTemplate.Parse(text).UnknownFields.ShouldContain(unknown);

    [Fact]
    public void A_value_never_becomes_a_field_or_markup() => Gen.String.Sample(value =>
    {
        var html = MergeTemplate.Parse("<p>{{firstName}}</p>")
            .Render(new Dictionary<string, string> { ["firstName"] = value + "<script>{{link}}" }, WebUtility.HtmlEncode);
        return !html.Contains("<script>", StringComparison.Ordinal) && html.EndsWith("&lt;script&gt;{{link}}</p>", StringComparison.Ordinal);
    });

    [Fact]
    public void Any_text_without_double_braces_stays_as_it_is() => Gen.String.Where(text => !text.Contains("{{")).Sample(text =>
        MergeTemplate.Parse(text).Render(Ada, value => value) == text);
}
