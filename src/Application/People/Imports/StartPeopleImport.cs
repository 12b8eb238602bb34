using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Storage;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Imports;

/// <param name="Content">The file as it was uploaded; its length is known.</param>
/// <param name="DryRun">Only tells what would happen.</param>
/// <param name="DeactivateMissing">Deactivates active people whom the file does not name, administrators excepted.</param>
/// <param name="Confirm">Even if they are more than <see cref="PeopleImport.MassDeactivationPercent"/> percent.</param>
[RequirePermission(Permission.ManagePeople)]
public sealed record StartPeopleImportCommand(
    Stream Content, string FileName, bool DryRun, bool DeactivateMissing = false, bool Confirm = false) : ICommand<PeopleImportRow>;

internal sealed class StartPeopleImportValidator : AbstractValidator<StartPeopleImportCommand>
{
    public StartPeopleImportValidator() => RuleFor(command => command.Content).Must(content => content.CanSeek);
}

internal sealed class StartPeopleImportHandler(
    IRepository<PeopleImport> imports, IFileStore files, IWorkQueue queue, ICurrentUser me, TimeProvider clock)
    : ICommandHandler<StartPeopleImportCommand, PeopleImportRow>
{
    private const int MaxFileNameLength = 255;

    public async Task<ErrorOr<PeopleImportRow>> Handle(StartPeopleImportCommand request, CancellationToken cancellationToken)
    {
        if (request.Content.Length == 0)
        {
            return ImportErrors.Empty.On("file");
        }

        if (request.Content.Length > PeopleImport.MaxFileBytes)
        {
            return ImportErrors.TooLarge;
        }

        // A file whose import is not committed after all stays behind unread; the other way round, an import would miss its file.
        var now = clock.GetUtcNow();
        var key = $"imports/{me.RequireCompanyId():N}/{Guid.CreateVersion7(now):N}.csv";
        await files.Write(key, request.Content, cancellationToken);

        var options = new ImportOptions(request.DryRun, request.DeactivateMissing, request.Confirm);
        var import = PeopleImport.Queue(me.RequireCompanyId(), me.RequireCallerId(), key, NameOf(request.FileName), options, now);
        imports.Add(import);
        queue.Enqueue(WorkKind.PeopleImport, import.Id, now);
        queue.Enqueue(WorkKind.PeopleImportRemoval, import.Id, now + PeopleImport.Retention);
        return PeopleImportRow.Of(import);
    }

    /// <summary>For people to recognise; some browsers send the whole path.</summary>
    private static string NameOf(string fileName)
    {
        var name = string.Concat(fileName.Split('/', '\\')[^1].Where(character => !char.IsControl(character)));
        return name.Cut(MaxFileNameLength);
    }
}
