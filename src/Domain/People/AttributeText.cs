using System.Text.Json;

namespace SecurityTraining.Domain.People;

/// <summary>
/// How one custom attribute stands in <see cref="User.CustomAttributesText"/>. A quotation mark within a name or a value is written there as
/// <c>\u0022</c>, so that what is returned occurs in the text exactly when the person has this value.
/// </summary>
public static class AttributeText
{
    public static string Of(string name, string value) => $"{JsonSerializer.Serialize(name)}:{JsonSerializer.Serialize(value)}";
}
