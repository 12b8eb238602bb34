using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Learning.Courses;

namespace SecurityTraining.Application.Learning.Courses;

internal static class CourseLookups
{
    /// <summary>A course that the company may change.</summary>
    public static async Task<ErrorOr<Course>> FindOwn(this IRepository<Course> courses, Guid id, CancellationToken ct) =>
        await courses.GetByIdAsync(id, ct) switch
        {
            null => CourseErrors.NotFound,
            { CompanyId: null } => CourseErrors.ReadOnly,
            var own => own,
        };
}

/// <summary>Whether courses may come before another one.</summary>
internal sealed class CourseOrder(IRepository<Course> courses)
{
    /// <summary>Longer chains than this nobody has in mind; they are refused like a circle.</summary>
    private const int MaxDepth = 20;

    /// <param name="courseId">Null: of a new course, before which anything may come.</param>
    /// <returns>No errors if all of them exist and none of them needs the course itself, at whatever remove.</returns>
    public async Task<List<Error>> Check(Guid? courseId, IReadOnlyCollection<Guid> prerequisites, CancellationToken ct)
    {
        IReadOnlyCollection<Guid> ring = prerequisites;
        for (var depth = 0; ring.Count > 0; depth++)
        {
            if (depth == MaxDepth || (courseId is { } id && ring.Contains(id)))
            {
                return [CourseErrors.PrerequisiteCircle.On("prerequisiteIds")];
            }

            var found = await courses.ListAsync(new IdsSpec<Course>(ring), ct);
            if (depth == 0 && found.Count < ring.Count)
            {
                return [CourseErrors.PrerequisiteUnknown.On("prerequisiteIds")];
            }

            ring = [.. found.SelectMany(course => course.Profile.Prerequisites).Distinct()];
        }

        return [];
    }
}
