using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Learning.Courses;
using SecurityTraining.Application.Learning.Outline;
using SecurityTraining.Application.Learning.Packages;
using SecurityTraining.Domain.Learning.Courses;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Endpoints;

internal static class CourseEndpoints
{
    private const string Courses = "/api/v1/courses";

    /// <summary>In bytes: the files, and text, packed.</summary>
    private const long MaxArchive = CoursePackage.MaxFileBytes + CoursePackage.MaxTextBytes;

    public static void MapCourses(this RouteGroupBuilder api)
    {
        var courses = api.MapGroup("/courses").WithTags("Learning");
        MapCourse(courses);
        MapEditions(courses.MapGroup("/{id}"));
        MapLessons(courses.MapGroup("/{id}/modules/{moduleId}/lessons"));
    }

    private static void MapCourse(RouteGroupBuilder courses)
    {
        courses.MapGet("/", ([AsParameters] ListCoursesQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<CourseListRow>();
        courses.MapPost("/", (CourseInput course, ISender sender, CancellationToken ct) =>
            sender.Send(new CreateCourseCommand(course), ct).ToCreated(id => $"{Courses}/{id}")).WithIdempotency();
        courses.MapPost("/import", async (IFormFileCollection files, ISender sender, CancellationToken ct) =>
        {
            await using var archive = (files.GetFile("file") ?? files.FirstOrDefault())?.OpenReadStream() ?? Stream.Null;
            return await sender.Send(new AnnounceCourseImportCommand(archive), ct)
                .ThenAsync(announced => sender.Send(new ImportCourseCommand(archive, announced), ct))
                .ToCreated(id => $"{Courses}/{id}");
        }).WithUpload(MaxArchive).WithIdempotency();
        courses.MapGet("/catalogue", ([AsParameters] ListCatalogueQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<CatalogueRow>();
        courses.MapGet("/{id}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new GetCourseQuery(id), ct).ToOk()).WithFieldSelection<CourseRow>();
        courses.MapPatch("/{id}", (Guid id, CourseChanges changes, ISender sender, CancellationToken ct) =>
            sender.Send(new UpdateCourseCommand(id, changes), new GetCourseQuery(id), ct).ToOk());
        courses.MapDelete("/{id}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new DeleteCourseCommand(id), ct).ToNoContent());
        courses.MapPost("/{id}/publish", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new PublishCourseCommand(id), new GetCourseQuery(id), ct).ToOk()).WithIdempotency();
        courses.MapPost("/{id}/archive", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new ArchiveCourseCommand(id), new GetCourseQuery(id), ct).ToOk());
        courses.MapPost("/{id}/duplicate", (Guid id, DuplicateRequest? request, ISender sender, CancellationToken ct) =>
            sender.Send(new DuplicateCourseCommand(id, request?.Title), ct).ToCreated(copy => $"{Courses}/{copy}")).WithIdempotency();
        courses.MapGet("/{id}/export", (Guid id, ISender sender, ICoursePackages packages, CancellationToken ct) =>
            sender.Send(new ExportCourseQuery(id), ct).ToResult(package => Results.Stream(
                output => packages.Write(package, output, ct), "application/zip", "course.zip")))
            .Produces(StatusCodes.Status200OK, contentType: "application/zip");
    }

    private static void MapEditions(RouteGroupBuilder course)
    {
        course.MapPut("/editions/{language}", (Guid id, string language, EditionRequest edition, ISender sender, CancellationToken ct) =>
            sender.Send(new PutEditionCommand(id, language, edition.Title, edition.Description), new GetCourseQuery(id), ct).ToOk());
        course.MapDelete("/editions/{language}", (Guid id, string language, ISender sender, CancellationToken ct) =>
            sender.Send(new RemoveEditionCommand(id, language), ct).ToNoContent());
        course.MapPut("/order", (Guid id, OrderRequest order, ISender sender, CancellationToken ct) =>
            sender.Send(new OrderOutlineCommand(id, order.Modules, order.Language), new GetCourseQuery(id), ct).ToOk());
        course.MapPost("/modules", (Guid id, ModuleRequest module, ISender sender, CancellationToken ct) =>
            sender.Send(new AddModuleCommand(id, module.Title, module.Language), ct).ToCreated(_ => $"{Courses}/{id}")).WithIdempotency();
        course.MapPatch("/modules/{moduleId}", (Guid id, Guid moduleId, RenameRequest module, ISender sender, CancellationToken ct) =>
            sender.Send(new RenameModuleCommand(id, moduleId, module.Title), new GetCourseQuery(id), ct).ToOk());
        course.MapDelete("/modules/{moduleId}", (Guid id, Guid moduleId, ISender sender, CancellationToken ct) =>
            sender.Send(new RemoveModuleCommand(id, moduleId), ct).ToNoContent());
    }

    private static void MapLessons(RouteGroupBuilder lessons)
    {
        lessons.MapPost("/", (Guid id, Guid moduleId, LessonInput lesson, ISender sender, CancellationToken ct) =>
            sender.Send(new AddLessonCommand(id, moduleId, lesson), ct)
                .ToCreated(lessonId => $"{Courses}/{id}/modules/{moduleId}/lessons/{lessonId}")).WithIdempotency();
        lessons.MapGet("/{lessonId}", (Guid id, Guid moduleId, Guid lessonId, ISender sender, CancellationToken ct) =>
            sender.Send(new GetLessonQuery(id, moduleId, lessonId), ct).ToOk()).WithFieldSelection<LessonRow>();
        lessons.MapPatch("/{lessonId}", (Guid id, Guid moduleId, Guid lessonId, LessonChanges changes, ISender sender, CancellationToken ct) =>
            sender.Send(new UpdateLessonCommand(id, moduleId, lessonId, changes), new GetLessonQuery(id, moduleId, lessonId), ct).ToOk());
        lessons.MapDelete("/{lessonId}", (Guid id, Guid moduleId, Guid lessonId, ISender sender, CancellationToken ct) =>
            sender.Send(new RemoveLessonCommand(id, moduleId, lessonId), ct).ToNoContent());
    }

    /// <param name="Title">Absent: the original's, marked as a copy.</param>
    internal sealed record DuplicateRequest(string? Title = null);

    internal sealed record EditionRequest(string Title, string? Description = null);

    /// <param name="Modules">All of them, each with all lessons that it is to have.</param>
    /// <param name="Language">Absent: the course's default.</param>
    internal sealed record OrderRequest(IReadOnlyList<ModuleOrder> Modules, string? Language = null);

    /// <param name="Language">Absent: the course's default.</param>
    internal sealed record ModuleRequest(string Title, string? Language = null);

    internal sealed record RenameRequest(string Title);
}
