using System.Text.Json;
using ErrorOr;

namespace SecurityTraining.Application.Common;

/// <summary>Errors that belong to one field of a message.</summary>
public static class ValidationErrors
{
    public const string FieldKey = "field";

    public const string Code = "validation_failed";

    /// <param name="path">As FluentValidation writes it, such as <c>Recipients.UserIds[3]</c>.</param>
    public static Error For(string path, string message) => Error.Validation(Code, message, FieldMetadata(CamelCase(path)));

    /// <summary>Says to which field of the message a domain error belongs; errors that are no validation errors stay as they are.</summary>
    public static List<Error> On(this List<Error> errors, string field) =>
        [.. errors.Select(error => error.Type == ErrorType.Validation ? Error.Validation(error.Code, error.Description, FieldMetadata(field)) : error)];

    public static Error On(this Error error, string field) => new List<Error> { error }.On(field)[0];

    private static Dictionary<string, object> FieldMetadata(string field) => new(StringComparer.Ordinal) { [FieldKey] = field };

    private static string CamelCase(string path) => string.Join('.', path.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
}
