using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Learning.Courses;

/// <summary>A course as it was published: people who have begun with it finish it, and reports about them mean it. Never changes.</summary>
public sealed class CourseVersion : AggregateRoot, IPlatformContent
{
    private CourseVersion(Course course, CourseOutline outline, int number, DateTimeOffset now) : base(now)
    {
        CompanyId = course.CompanyId;
        CourseId = course.Id;
        Number = number;
        Profile = course.Profile;
        Outline = outline;
        PublishedAt = now;
    }

    private CourseVersion()
    {
        Profile = null!;
        Outline = null!;
    }

    public Guid? CompanyId { get; private set; }

    public Guid CourseId { get; private set; }

    /// <summary>1, 2, 3 …</summary>
    public int Number { get; private set; }

    public CourseProfile Profile { get; private set; }

    public CourseOutline Outline { get; private set; }

    public DateTimeOffset PublishedAt { get; private set; }

    internal static CourseVersion Of(Course course, CourseOutline outline, int number, DateTimeOffset now) => new(course, outline, number, now);

    internal bool TeachesSameAs(CourseVersion other) => Outline.SameAs(other.Outline) && Profile.SameAs(other.Profile);
}
