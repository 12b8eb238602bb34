using SecurityTraining.Application.People.Scim;
using SecurityTraining.Application.People.Scim.Filters;

namespace SecurityTraining.Application.UseCaseTests.People;

public sealed class ScimFilterTests
{
    /// <summary>The examples of RFC 7644 (3.4.2.2), the tree written with all of its brackets.</summary>
    [Theory]
    [InlineData("userName eq \"bjensen\"", "username=bjensen")]
    [InlineData("userName Eq \"john\"", "username=john")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:userName sw \"J\"", "username^J")]
    [InlineData("title pr", "title?")]
    [InlineData("meta.lastModified gt \"2011-05-13T04:42:34Z\"", "meta.lastmodified>2011-05-13T04:42:34Z")]
    [InlineData("title pr and userType eq \"Employee\"", "(title?&usertype=Employee)")]
    [InlineData("a eq 1 or b eq 2 and c eq 3", "(a=1|(b=2&c=3))")]
    [InlineData("a eq 1 and b eq 2 or c eq 3 and d eq 4", "((a=1&b=2)|(c=3&d=4))")]
    [InlineData("userType eq \"Employee\" and (emails co \"example.com\" or emails.value co \"example.org\")", "(usertype=Employee&(emails~example.com|emails.value~example.org))")]
    [InlineData("userType ne \"Employee\" and not (emails co \"example.com\")", "(usertype!Employee&!emails~example.com)")]
    [InlineData("emails[type eq \"work\" and value co \"@example.com\"] or ims[type eq \"xmpp\"]", "(emails[(type=work&value~@example.com)]|ims[type=xmpp])")]
    [InlineData("emails[type eq \"work\"].value eq \"a@b\"", "emails[(type=work&value=a@b)]")]
    [InlineData("not (a pr) and b eq true", "(!a?&b=True)")]
    [InlineData("not(a eq null)", "!a=")]
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq \"R \\\"D\\\" \\u00e4\"", "enterprise:department=R \"D\" ä")]
    public void A_filter_is_read_as_the_standard_says(string filter, string tree)
    {
        var parsed = ScimFilterParser.Parse(filter);

        parsed.IsError.ShouldBeFalse(parsed.IsError ? parsed.FirstError.Description : "");
        Write(parsed.Value).ShouldBe(tree);
    }

    [Theory]
    [InlineData("")]
    [InlineData("userName")]
    [InlineData("userName eq")]
    [InlineData("userName eq bjensen")]
    [InlineData("userName eq \"bjensen")]
    [InlineData("userName is \"bjensen\"")]
    [InlineData("eq \"bjensen\"")]
    [InlineData("userName eq \"a\" and")]
    [InlineData("userName eq \"a\" userName eq \"b\"")]
    [InlineData("(userName eq \"a\"")]
    [InlineData("userName eq \"a\")")]
    [InlineData("not userName eq \"a\"")]
    [InlineData("emails[type eq \"work\"")]
    [InlineData("emails[type eq \"work\"]]")]
    [InlineData("emails[type eq \"work\"].value")]
    [InlineData("emails[type eq \"work\"]value eq \"a\"")]
    [InlineData("emails[phones[type eq \"work\"]]")]
    [InlineData("name.a.b eq \"a\"")]
    [InlineData("1a eq \"a\"")]
    [InlineData("userName eq \"\\ud800\"")]
    [InlineData("userName eq \"\\u0000\"")]
    [InlineData("userName eq \"\\x\"")]
    public void A_bad_filter_is_refused(string filter) =>
        ScimFilterParser.Parse(filter).FirstError.Code.ShouldBe(ScimErrors.InvalidFilterCode);

    [Fact]
    public void A_filter_cannot_exhaust_the_service()
    {
        ScimFilterParser.Parse($"{new string('(', 21)}a pr{new string(')', 21)}").IsError.ShouldBeTrue();
        ScimFilterParser.Parse($"{new string('(', 20)}a pr{new string(')', 20)}").IsError.ShouldBeFalse();
        ScimFilterParser.Parse(string.Join(" or ", Enumerable.Repeat("a pr", 51))).IsError.ShouldBeTrue();
        ScimFilterParser.Parse(string.Concat(Enumerable.Repeat("not(", 900))).IsError.ShouldBeTrue();
        ScimFilterParser.Parse(new string('a', 5000)).IsError.ShouldBeTrue();
    }

    /// <summary>Whatever tree there is, written down and read again it is the same one; and no text, however mangled, is more than refused.</summary>
    [Fact]
    public void Every_tree_survives_being_written()
    {
        var random = new Random(7644);
        for (var round = 0; round < 2000; round++)
        {
            var tree = Tree(random, depth: 4);
            var text = Text(tree);
            ScimFilterParser.Parse(text).Value.ShouldBe(tree, text);
            var at = random.Next(text.Length);
            ScimFilterParser.Parse(text.Remove(at, random.Next(text.Length - at)));
            ScimFilterParser.Parse(text.Insert(at, "\"()[] \\not"[random.Next(9)].ToString()));
        }
    }

    [Theory]
    [InlineData("emails[type eq \"work\"].value", "emails.value[type=work]")]
    [InlineData("members[value eq \"a\"]", "members[value=a]")]
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "enterprise:manager")]
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", "enterprise:")]
    [InlineData("name.familyName", "name.familyname")]
    [InlineData("emails[type eq \"a].b\"].value", "emails.value[type=a].b]")]
    [InlineData("emails[type eq \"work\"]value", null)]
    [InlineData("emails[type eq \"work\"", null)]
    [InlineData("emails[]", null)]
    [InlineData("a b", null)]
    [InlineData("", null)]
    public void A_path_is_read(string path, string? read)
    {
        var parsed = ScimPath.Parse(path);
        (parsed.IsError ? null : parsed.Value.Attribute.Key + (parsed.Value.Item is { } item ? $"[{Write(item)}]" : "")).ShouldBe(read);
    }

    private static ScimFilter Tree(Random random, int depth) => (depth == 0 ? 0 : random.Next(6)) switch
    {
        1 => new ScimFilter.Present(new ScimAttribute("title")),
        2 => new ScimFilter.And(Tree(random, depth - 1), Tree(random, depth - 1)),
        3 => new ScimFilter.Or(Tree(random, depth - 1), Tree(random, depth - 1)),
        4 => new ScimFilter.Not(Tree(random, depth - 1)),
        _ => new ScimFilter.Comparison(
            new ScimAttribute("name", random.Next(2) == 0 ? null : "familyname"),
            (ScimOperator)random.Next(9),
            random.Next(4) switch { 0 => true, 1 => (decimal)random.Next(1000), 2 => null, _ => "a \"b\" ) ] and 😀" }),
    };

    private static string Text(ScimFilter filter) => filter switch
    {
        ScimFilter.And(var left, var right) => $"({Text(left)} and {Text(right)})",
        ScimFilter.Or(var left, var right) => $"({Text(left)} OR {Text(right)})",
        ScimFilter.Not(var inner) => $"not ({Text(inner)})",
        ScimFilter.Present(var attribute) => $"{attribute.Key} pr",
        ScimFilter.Comparison(var attribute, var comparison, var value) =>
            $"{attribute.Key} {((string[])["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"])[(int)comparison]} {System.Text.Json.JsonSerializer.Serialize(value)}",
        _ => "",
    };

    private static string Write(ScimFilter filter) => filter switch
    {
        ScimFilter.And(var left, var right) => $"({Write(left)}&{Write(right)})",
        ScimFilter.Or(var left, var right) => $"({Write(left)}|{Write(right)})",
        ScimFilter.Not(var inner) => $"!{Write(inner)}",
        ScimFilter.Present(var attribute) => $"{attribute.Key}?",
        ScimFilter.Item(var attribute, var inner) => $"{attribute.Key}[{Write(inner)}]",
        ScimFilter.Comparison(var attribute, var comparison, var value) => $"{attribute.Key}{"=!~^$>g<l"[(int)comparison]}{value}",
        _ => "",
    };
}
