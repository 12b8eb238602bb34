using ErrorOr;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Content;

namespace SecurityTraining.Domain.Learning.Scorm;

/// <summary>
/// What a package has told of one person's work with one lesson, in the standard's own terms. Each opening of the lesson's page has a number,
/// and so has each message from it: a message that comes late, or twice, undoes nothing that a newer one has said.
/// </summary>
public sealed class ScormRun : AggregateRoot, ICompanyOwned
{
    private const string Suspended = "suspend";

    private ScormRun(Guid companyId, Guid enrollmentId, Guid lessonId, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        EnrollmentId = enrollmentId;
        LessonId = lessonId;
        Data = ScormData.Empty;
        ChangedAt = now;
    }

    private ScormRun() => Data = null!;

    public Guid CompanyId { get; private set; }

    public Guid EnrollmentId { get; private set; }

    public Guid LessonId { get; private set; }

    /// <summary>Replaced as a whole, but for what a partial message leaves out.</summary>
    public ScormData Data { get; private set; }

    /// <summary>How often the page has been opened.</summary>
    public int Openings { get; private set; }

    /// <summary>The one that <see cref="Data"/> is from; 0: none has told anything.</summary>
    public int Opening { get; private set; }

    /// <summary>Of the message that <see cref="Data"/> is from.</summary>
    public int Sequence { get; private set; }

    /// <summary>Of all openings before <see cref="Opening"/>.</summary>
    public int FormerSeconds { get; private set; }

    public int SessionSeconds { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    public int TotalSeconds => FormerSeconds + SessionSeconds;

    public static ScormRun Begin(Guid companyId, Guid enrollmentId, Guid lessonId, DateTimeOffset now) => new(companyId, enrollmentId, lessonId, now);

    /// <returns>The number of the opening that begins.</returns>
    public int Open() => ++Openings;

    /// <summary>The standards' <c>entry</c>: whoever has not left the lesson for good goes on.</summary>
    public string Entry(ScormVersion version) => Data.Elements.Count == 0 ? "ab-initio" : Data.Exit(version) switch
    {
        null or "" or Suspended or "time-out" => "resume",
        _ => "",
    };

    /// <returns>Whether it is news; otherwise a newer message has come before it.</returns>
    public bool Take(ScormCommit commit, ScormVersion version, DateTimeOffset now)
    {
        var isNewer = commit.Opening > Opening || (commit.Opening == Opening && commit.Sequence > Sequence);
        if (!isNewer || commit.Opening > Openings)
        {
            return false;
        }

        if (commit.Opening > Opening)
        {
            FormerSeconds = TotalSeconds;
            SessionSeconds = 0;
        }

        var data = commit.IsPartial ? commit.Data.WithLeftOut(Data) : commit.Data;
        (Opening, Sequence, Data, ChangedAt) = (commit.Opening, commit.Sequence, data, now);
        SessionSeconds = Math.Max(SessionSeconds, commit.Data.SessionSeconds(version));
        return true;
    }
}

/// <summary>One message from an open lesson: everything that the package has set by then.</summary>
/// <param name="IsPartial">But for answers, comments and suspend data, where it has none: they were too long for the way.</param>
public sealed record ScormCommit(int Opening, int Sequence, ScormData Data, bool IsPartial = false);

public static class ScormRunErrors
{
    private const int Unavailable = 503;

    public static readonly Error NotAPackage = Error.Conflict("lesson_not_a_package", "This lesson is no SCORM package.");
    public static readonly Error LaunchInvalid = Error.Forbidden("scorm_launch_invalid", "The launch is over, or there has never been one.");
    public static readonly Error FileNotFound = Error.NotFound("scorm_file_not_found", "The package has no such file.");
    public static readonly Error OriginMissing = Error.Custom(
        Unavailable, "scorm_origin_not_configured", "The operator has named no origin for packages (Scorm:Origin), and they are run on no other.");
}
