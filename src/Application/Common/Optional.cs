namespace SecurityTraining.Application.Common;

/// <summary>
/// A member of a partial change: absent means "leave it", present means "set it", be it to null. As an optional parameter of a message:
/// <c>Optional&lt;string&gt; Name = default</c>.
/// </summary>
/// <typeparam name="T">Says whether null may be set: <c>Optional&lt;string?&gt;</c> takes it, <c>Optional&lt;string&gt;</c> does
/// not.</typeparam>
public readonly record struct Optional<T>
{
    private Optional(T value)
    {
        IsSet = true;
        Value = value;
    }

    public bool IsSet { get; }

    /// <summary>Means something only if <see cref="IsSet"/>.</summary>
    public T Value { get; }

    public static implicit operator Optional<T>(T value) => new(value);

    /// <summary>The new value if there is one, otherwise the one that is already there.</summary>
    public T Or(T current) => IsSet ? Value : current;
}
