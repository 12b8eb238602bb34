namespace SecurityTraining.Application.Common;

/// <summary>
/// A command that does nothing outside its transaction, so that it can simply run again when somebody else's commit has overtaken it. The
/// caller then gets an answer to what is there now (a seat, or <c>seat_limit_reached</c>), not word of the race.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RepeatOnConflictAttribute : Attribute;
