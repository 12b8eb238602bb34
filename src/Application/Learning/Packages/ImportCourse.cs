using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Learning.Outline;
using SecurityTraining.Domain.Content;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Courses;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Application.Learning.Packages;

/// <summary>Makes a draft of the company's own from the archive that <see cref="ExportCourseQuery"/> writes.</summary>
/// <param name="Archive">ZIP; can be read from anywhere.</param>
/// <param name="Announced">What <see cref="AnnounceCourseImportCommand"/> has answered; absent: a course without files.</param>
[RequirePermission(Permission.ManageLearning)]
public sealed record ImportCourseCommand(Stream Archive, CourseImport? Announced = null) : ICommand<Guid>;

internal sealed class ImportCourseValidator : AbstractValidator<ImportCourseCommand>
{
    public ImportCourseValidator() => RuleFor(command => command.Archive).NotNull();
}

internal sealed class ImportCourseHandler(
    ICoursePackages packages,
    CoursePackageReader reader,
    PackageFiles files,
    ILessonHtml html,
    IRepository<Course> courses,
    IRepository<LessonContent> contents,
    IRepository<Quiz> quizzes,
    IRepository<ContentUpload> uploads,
    ICurrentUser me,
    TimeProvider clock) : ICommandHandler<ImportCourseCommand, Guid>
{
    public async Task<ErrorOr<Guid>> Handle(ImportCourseCommand request, CancellationToken cancellationToken)
    {
        var read = await reader.Read(request.Archive, cancellationToken);
        if (read.IsError)
        {
            return read.Errors;
        }

        var (package, announced) = (read.Value, request.Announced?.Uploads ?? new Dictionary<Guid, Guid>());
        if (package.Files.Any(file => !announced.ContainsKey(file.Id)))
        {
            return PackageErrors.NotAnnounced;
        }

        var waiting = await uploads.ListAsync(new IdsSpec<ContentUpload>([.. announced.Values]), cancellationToken);
        var received = await Receive(request.Archive, package, announced, waiting, cancellationToken);
        if (received.IsError)
        {
            await files.Forget(waiting, cancellationToken);
            return received.FirstError.AndKeep();
        }

        var completed = await files.Complete(waiting, cancellationToken);
        if (completed.IsError)
        {
            return completed.Errors;
        }

        var now = clock.GetUtcNow();
        var parts = CourseParts.Of(
            package, Guid.CreateVersion7(now), me.RequireCompanyId(), html, _ => Guid.CreateVersion7(now), now, announced);
        courses.Add(parts.Course);
        contents.AddRange(parts.Contents);
        quizzes.AddRange(parts.Quizzes);
        return parts.Course.Id;
    }

    private async Task<ErrorOr<Success>> Receive(
        Stream archive, CoursePackage package, IReadOnlyDictionary<Guid, Guid> announced, List<ContentUpload> waiting, CancellationToken ct)
    {
        var byId = waiting.ToDictionary(upload => upload.Id);
        if (package.Files.Any(file => !byId.ContainsKey(announced[file.Id])))
        {
            return ContentErrors.UploadNotFound;
        }

        return package.Files.Count == 0
            ? Result.Success
            : await packages.ReadFiles(archive, package.Files, (file, content) => files.Receive(byId[announced[file.Id]], content, ct), ct);
    }
}

public static class PackageErrors
{
    public static readonly Error NotAnnounced = Error.Conflict("course_package_changed", "The archive is another one than was announced.");

    public static readonly Error TooLarge = Error.Conflict(
        "course_package_too_large",
        $"A course goes into an archive with at most {CoursePackage.MaxFiles} files of {CoursePackage.MaxFileBytes / 1024 / 1024} MiB together.");

    public static Error Unreadable(string problem) => Error.Validation("course_package_unreadable", problem);
}
