using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Content;
using SecurityTraining.Domain.Content;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Learning.Packages;

/// <summary>
/// The first step of an import: room for the files that come with the course. What does not arrive gives it back, even if nobody is left to say
/// so. Bringing in files takes the right to do so, too.
/// </summary>
/// <param name="Archive">ZIP; can be read from anywhere.</param>
[NotAudited]
[RetryOnConflict]
[RequirePermission(Permission.ManageLearning)]
public sealed record AnnounceCourseImportCommand(Stream Archive) : ICommand<CourseImport>;

/// <param name="Uploads">By the id that the package gives a file: the upload that waits for its bytes.</param>
public sealed record CourseImport(IReadOnlyDictionary<Guid, Guid> Uploads);

internal sealed class AnnounceCourseImportValidator : AbstractValidator<AnnounceCourseImportCommand>
{
    public AnnounceCourseImportValidator() => RuleFor(command => command.Archive).NotNull();
}

internal sealed class AnnounceCourseImportHandler(
    CoursePackageReader packages,
    IRepository<ContentUpload> uploads,
    StorageAccount account,
    ContentPolicy policy,
    IWorkQueue queue,
    ICurrentUser me,
    TimeProvider clock) : ICommandHandler<AnnounceCourseImportCommand, CourseImport>
{
    public async Task<ErrorOr<CourseImport>> Handle(AnnounceCourseImportCommand request, CancellationToken cancellationToken)
    {
        var package = await packages.Read(request.Archive, cancellationToken);
        if (package.IsError)
        {
            return package.Errors;
        }

        var announced = new Dictionary<Guid, Guid>();
        if (package.Value.Files.Count == 0)
        {
            return new CourseImport(announced);
        }

        if (!me.Has(Permission.ManageContent))
        {
            return CommonErrors.Forbidden;
        }

        var storage = await account.Get(cancellationToken);
        foreach (var file in package.Value.Files)
        {
            var upload = ContentUpload.Start(storage, policy, me.RequireCallerId(), file.Name, file.Size, sha256: null, clock.GetUtcNow());
            if (upload.IsError)
            {
                return upload.Errors;
            }

            uploads.Add(upload.Value);
            queue.Enqueue(WorkKind.ContentUploadExpiry, upload.Value.Id, upload.Value.RemovedAt);
            announced[file.Id] = upload.Value.Id;
        }

        return new CourseImport(announced);
    }
}

/// <summary>Takes a course out of an archive, if everything in it is as it should be. Whoever may not bring in files has no use for a large one.</summary>
internal sealed class CoursePackageReader(ICoursePackages packages, IValidator<CoursePackage> validator, ICurrentUser me)
{
    public async Task<ErrorOr<CoursePackage>> Read(Stream archive, CancellationToken ct)
    {
        if (archive.Length > CoursePackage.MaxTextBytes && !me.Has(Permission.ManageContent))
        {
            return CommonErrors.Forbidden;
        }

        if (packages.Read(archive, out var problem) is not { } package)
        {
            return PackageErrors.Unreadable(problem!);
        }

        var checkedPackage = await validator.ValidateAsync(package, ct);
        return checkedPackage.IsValid
            ? package
            : checkedPackage.Errors.ConvertAll(failure => ValidationErrors.For(failure.PropertyName, failure.ErrorMessage));
    }
}
