using System.Reflection;
using System.Text.Json;

namespace SecurityTraining.Application.Common.Auditing;

/// <summary>How a message appears in the audit log; worked out once for each.</summary>
internal static class MessageAudit<TMessage>
{
    private const string SubjectMember = "Id";

    private static readonly string[] Suffixes = ["Command", "Query"];

    private static readonly bool IsAudited = !typeof(TMessage).IsDefined(typeof(NotAuditedAttribute), inherit: false);
    private static readonly Func<TMessage, Guid>? Subject = FindSubject();

    /// <summary>The feature and the message's name: <c>people.update-user</c>.</summary>
    public static string Action { get; } = BuildAction();

    /// <returns>Null for messages that are marked as not audited.</returns>
    public static AuditedMessage? Describe(TMessage message) => IsAudited ? new AuditedMessage(Action, Subject?.Invoke(message)) : null;

    private static string BuildAction()
    {
        var type = typeof(TMessage);
        var root = typeof(DependencyInjection).Namespace!;
        var feature = type.Namespace is { } space && space.StartsWith($"{root}.", StringComparison.Ordinal)
            ? space[(root.Length + 1)..].Split('.')[0]
            : root;
        var suffix = Suffixes.FirstOrDefault(end => type.Name.EndsWith(end, StringComparison.Ordinal)) ?? "";
        var name = type.Name[..^suffix.Length];
        return $"{JsonNamingPolicy.KebabCaseLower.ConvertName(feature)}.{JsonNamingPolicy.KebabCaseLower.ConvertName(name)}";
    }

    private static Func<TMessage, Guid>? FindSubject() =>
        typeof(TMessage).GetProperty(SubjectMember, BindingFlags.Public | BindingFlags.Instance) is { } member && member.PropertyType == typeof(Guid)
            ? member.GetMethod!.CreateDelegate<Func<TMessage, Guid>>()
            : null;
}
