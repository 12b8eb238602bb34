using System.Text.Json.Nodes;

namespace SecurityTraining.WebApi.Scim;

/// <summary>The attributes that are kept, as RFC 7643 (7) describes attributes; those that are only passed over are not among them.</summary>
internal static class ScimSchemas
{
    public static IEnumerable<JsonObject> All() =>
    [
        Schema(
            ScimResources.UserSchema, "User", "A person of the company",
            Text("userName", required: true, uniqueness: "server"),
            Complex("name", Text("formatted"), Text("familyName"), Text("givenName")),
            Text("displayName"),
            Text("title"),
            Text("preferredLanguage"),
            Text("timezone"),
            Flag("active"),
            Many(Complex("emails", Text("value", uniqueness: "server"), Text("type"), Flag("primary")))),
        Schema(
            ScimResources.GroupSchema, "Group", "People who are chosen together",
            Text("displayName", required: true, uniqueness: "server"),
            Many(Complex("members", Fixed(Text("value")), Fixed(Reference("$ref")), ReadOnly(Text("display")), Fixed(Text("type"))))),
        Schema(
            ScimResources.EnterpriseSchema, "EnterpriseUser", "What the company knows of somebody who works for it",
            Text("employeeNumber"),
            Text("department"),
            Complex("manager", Text("value"), Reference("$ref"), ReadOnly(Text("displayName")))),
    ];

    private static JsonObject Schema(string id, string name, string description, params JsonNode[] attributes) => new()
    {
        ["id"] = id,
        ["name"] = name,
        ["description"] = description,
        ["attributes"] = new JsonArray(attributes),
    };

    private static JsonObject Text(string name, bool required = false, string uniqueness = "none")
    {
        var text = Attribute(name, "string");
        text["required"] = required;
        text["caseExact"] = false;
        text["uniqueness"] = uniqueness;
        return text;
    }

    private static JsonObject Flag(string name) => Attribute(name, "boolean");

    private static JsonObject Reference(string name)
    {
        var reference = ReadOnly(Attribute(name, "reference"));
        reference["referenceTypes"] = new JsonArray("User");
        return reference;
    }

    private static JsonObject Complex(string name, params JsonNode[] members)
    {
        var complex = Attribute(name, "complex");
        complex["subAttributes"] = new JsonArray(members);
        return complex;
    }

    private static JsonObject Many(JsonObject attribute)
    {
        attribute["multiValued"] = true;
        return attribute;
    }

    private static JsonObject ReadOnly(JsonObject attribute)
    {
        attribute["mutability"] = "readOnly";
        return attribute;
    }

    private static JsonObject Fixed(JsonObject attribute)
    {
        attribute["mutability"] = "immutable";
        return attribute;
    }

    private static JsonObject Attribute(string name, string type) => new()
    {
        ["name"] = name,
        ["type"] = type,
        ["multiValued"] = false,
        ["required"] = false,
        ["mutability"] = "readWrite",
        ["returned"] = "default",
    };
}
