using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Identity;
using SecurityTraining.Domain.Learning.Enrollments;
using SecurityTraining.Domain.Learning.Scorm;

namespace SecurityTraining.Application.Learning.Scorm;

/// <summary>
/// Takes in what an open package says. Where it goes on is what the newest message says; what has been reached stays, also when the message
/// that says so comes late.
/// </summary>
/// <param name="Opening">The number that the page was opened with.</param>
/// <param name="Sequence">Of the message: 1, 2, 3 … from each page.</param>
/// <param name="Data">Everything that the package has set by then, by the standard's names.</param>
/// <param name="Partial">But for answers, comments and suspend data, which stay as they are where it has none.</param>
[RetryOnConflict]
[NotAudited]
[Public]
public sealed record CommitScormCommand(string Token, int Opening, int Sequence, IReadOnlyDictionary<string, string> Data, bool Partial = false)
    : ICommand<ScormCommitRow>;

/// <param name="Newest">Whether it is kept; otherwise a newer message has come before it.</param>
public sealed record ScormCommitRow(bool Newest, DateTimeOffset ExpiresAt);

internal sealed class CommitScormValidator : AbstractValidator<CommitScormCommand>
{
    public CommitScormValidator()
    {
        RuleFor(command => command.Token).IsCredential();
        RuleFor(command => command.Opening).GreaterThan(0);
        RuleFor(command => command.Sequence).GreaterThan(0);
        RuleFor(command => command.Data)
            .Must(data => data is null || data.Count <= ScormData.MaxElements).WithMessage($"At most {ScormData.MaxElements} elements.")
            .Must(data => data is null || data.All(element => IsName(element.Key) && element.Value is not null)).WithMessage("Names begin with cmi. or adl.nav.")
            .Must(data => data is null || new ScormData(data).Length <= ScormData.MaxLength).WithMessage($"At most {ScormData.MaxLength} characters.");
    }

    private static bool IsName(string name) => name.Length <= ScormData.MaxNameLength
        && (name.StartsWith("cmi.", StringComparison.Ordinal) || name.StartsWith("adl.nav.", StringComparison.Ordinal))
        && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_');
}

internal sealed class CommitScormHandler(
    ScormLaunches launches, IRepository<ScormRun> runs, IRepository<Enrollment> enrollments, TimeProvider clock)
    : ICommandHandler<CommitScormCommand, ScormCommitRow>
{
    public async Task<ErrorOr<ScormCommitRow>> Handle(CommitScormCommand request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var found = await launches.Find(request.Token, cancellationToken);
        if (found.IsError)
        {
            return found.Errors;
        }

        var (launch, target) = (found.Value, found.Value.Target);
        if (await enrollments.GetByIdAsync(target.EnrollmentId, cancellationToken) is not { } enrollment
            || enrollment.CheckReadable(now).IsError
            || await runs.GetByIdAsync(launch.RunId, cancellationToken) is not { } run)
        {
            return ScormRunErrors.LaunchInvalid;
        }

        var commit = new ScormCommit(request.Opening, request.Sequence, new ScormData(request.Data), request.Partial);
        var isNewest = run.Take(commit, target.Version, now);
        launch.Renew(now);
        return enrollment.ReportPackage(target.LessonId, target.ResultOf(commit.Data), now).Then(_ => new ScormCommitRow(isNewest, launch.ExpiresAt));
    }
}
