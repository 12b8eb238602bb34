namespace SecurityTraining.Domain.Learning.Courses;

public enum CourseDifficulty
{
    Beginner,
    Intermediate,
    Advanced,
}

/// <summary>The rules, of law or of a standard, that a course helps to keep.</summary>
public enum ComplianceTag
{
    Nis2,
    Gdpr,
    Iso27001,
    Tisax,
    Bait,
    Kritis,
}

/// <summary>What is said of a course in all its languages together.</summary>
/// <param name="DefaultLanguage">For people in whose own language the course does not exist.</param>
/// <param name="Prerequisites">Ids of courses that are to be completed first.</param>
/// <param name="PassPercent">How much of the graded lessons, on average, makes the course passed.</param>
/// <param name="AllowsSelfEnrolment">People may take it up without having been asked to.</param>
/// <param name="CertificateMonths">How long a certificate of it is valid, to the end of its last day; null: for good.</param>
public sealed record CourseProfile(
    CourseDifficulty Difficulty,
    IReadOnlyList<string> Tags,
    IReadOnlyList<ComplianceTag> Compliance,
    string DefaultLanguage,
    IReadOnlyList<Guid> Prerequisites,
    int PassPercent,
    bool AllowsSelfEnrolment,
    int? CertificateMonths = null)
{
    public const int MaxTags = 20;
    public const int MaxTagLength = 50;
    public const int MaxPrerequisites = 20;
    public const int DefaultPassPercent = 80;
    public const int MaxCertificateMonths = 120;

    public bool SameAs(CourseProfile other) =>
        this with { Tags = other.Tags, Compliance = other.Compliance, Prerequisites = other.Prerequisites } == other
        && Tags.SequenceEqual(other.Tags)
        && Compliance.SequenceEqual(other.Compliance)
        && Prerequisites.SequenceEqual(other.Prerequisites);
}
