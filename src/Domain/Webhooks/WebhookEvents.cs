using System.Security.Cryptography;
using System.Text;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Domain.Webhooks;

/// <summary>What partners can be told, by the names under which they are told it, and what it takes to read the same here.</summary>
public static class WebhookEvents
{
    public const string SimulationLaunched = "simulation.launched";
    public const string SimulationCompleted = "simulation.completed";
    public const string RecipientClicked = "recipient.clicked";
    public const string RecipientSubmitted = "recipient.submitted";
    public const string RecipientReported = "recipient.reported";
    public const string ReportResolved = "report.resolved";
    public const string EnrollmentCompleted = "enrollment.completed";
    public const string EnrollmentOverdue = "enrollment.overdue";
    public const string CertificateIssued = "certificate.issued";
    public const string PersonCreated = "person.created";
    public const string PersonUpdated = "person.updated";
    public const string PersonDeleted = "person.deleted";

    /// <summary>Sent only when somebody asks for it, whatever the endpoint wants.</summary>
    public const string Ping = "ping";

    public const int MaxLength = 40;

    private static readonly Dictionary<string, Permission> Map = new(StringComparer.Ordinal)
    {
        [SimulationLaunched] = Permission.ReadPhishing,
        [SimulationCompleted] = Permission.ReadPhishing,
        [RecipientClicked] = Permission.ReadPhishing,
        [RecipientSubmitted] = Permission.ReadPhishing,
        [RecipientReported] = Permission.ReadPhishing,
        [ReportResolved] = Permission.ReadPhishing,
        [EnrollmentCompleted] = Permission.ReadLearning,
        [EnrollmentOverdue] = Permission.ReadLearning,
        [CertificateIssued] = Permission.ReadLearning,
        [PersonCreated] = Permission.ReadPeople,
        [PersonUpdated] = Permission.ReadPeople,
        [PersonDeleted] = Permission.ReadPeople,
    };

    public static IReadOnlyCollection<string> All => Map.Keys;

    public static Permission? Find(string name) => Map.TryGetValue(name, out var permission) ? permission : null;

    /// <summary>The same id each time for something that happens to its source once, so that it is told once.</summary>
    public static Guid IdOf(string type, Guid sourceId) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{type}:{sourceId}")).AsSpan(0, 16), bigEndian: true);
}
