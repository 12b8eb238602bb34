using ErrorOr;

namespace SecurityTraining.Application.People.Scim;

/// <summary>What RFC 7644 (3.12) has names for. Whoever speaks the protocol translates the codes into its <c>scimType</c>.</summary>
public static class ScimErrors
{
    public const string InvalidFilterCode = "scim_invalid_filter";
    public const string InvalidPathCode = "scim_invalid_path";
    public const string InvalidSyntaxCode = "scim_invalid_syntax";
    public const string InvalidValueCode = "scim_invalid_value";
    public const string NoTargetCode = "scim_no_target";
    public const string MutabilityCode = "scim_mutability";
    public const string TooManyCode = "scim_too_many";

    public static readonly Error NoTarget = Error.Validation(NoTargetCode, "An operation that removes needs a path.");

    public static readonly Error TooManyMembers = Error.Validation(
        TooManyCode, $"The groups have more than {ScimLimits.MaxMembers} members together. Ask with excludedAttributes=members.");

    public static Error InvalidFilter(string what) => Error.Validation(InvalidFilterCode, what);

    public static Error InvalidPath(string path) => Error.Validation(InvalidPathCode, $"There is no attribute '{path}'.");

    public static Error InvalidSyntax(string what) => Error.Validation(InvalidSyntaxCode, what);

    public static Error InvalidValue(string attribute, string what) => Error.Validation(InvalidValueCode, $"{attribute}: {what}");

    public static Error Immutable(string what) => Error.Validation(MutabilityCode, what);
}

public static class ScimLimits
{
    /// <summary>Resources of one page, whatever is asked for.</summary>
    public const int MaxCount = 200;

    public const int DefaultCount = 100;

    /// <summary>Operations of one PATCH.</summary>
    public const int MaxOperations = 100;

    /// <summary>Members shown, or named, in one request.</summary>
    public const int MaxMembers = 20_000;
}
