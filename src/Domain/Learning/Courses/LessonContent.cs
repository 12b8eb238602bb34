using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Learning.Courses;

/// <summary>
/// What a lesson teaches. Once a version of the course has been published with it, it is frozen: whoever changes the lesson then makes
/// another content for it.
/// </summary>
public sealed class LessonContent : AggregateRoot, IPlatformContent
{
    private LessonContent(Guid id, Guid? companyId, Guid courseId, LessonBody body)
    {
        Id = id;
        CompanyId = companyId;
        CourseId = courseId;
        Body = body;
        QuizId = body.QuizId;
    }

    private LessonContent() => Body = null!;

    public Guid? CompanyId { get; private set; }

    public Guid CourseId { get; private set; }

    public LessonBody Body { get; private set; }

    /// <summary>The body's; kept so that the lessons of a quiz can be found.</summary>
    public Guid? QuizId { get; private set; }

    public bool IsFrozen { get; private set; }

    /// <param name="id">Of the library's contents the same in every installation.</param>
    public static LessonContent Create(Guid id, Course course, LessonBody body) => new(id, course.CompanyId, course.Id, body);

    /// <returns>The content that says it now: this one, or a new one if this one is frozen.</returns>
    public LessonContent Change(LessonBody body, DateTimeOffset now)
    {
        if (IsFrozen)
        {
            return new LessonContent(Guid.CreateVersion7(now), CompanyId, CourseId, body);
        }

        Body = body;
        QuizId = body.QuizId;
        return this;
    }

    public void Freeze() => IsFrozen = true;
}
