using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Identity;
using SecurityTraining.Domain.Content;
using SecurityTraining.Domain.Learning.Enrollments;
using SecurityTraining.Domain.Learning.Scorm;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Learning.Scorm;

/// <summary>A launch's page is opened: from now on what it says is newer than what any page before it has said.</summary>
[RetryOnConflict]
[NotAudited]
[Public]
public sealed record OpenScormLaunchCommand(string Token) : ICommand<ScormOpening>;

/// <param name="Number">Goes back with every message from the page.</param>
/// <param name="Item">What to open.</param>
/// <param name="Entry">The standards' <c>entry</c>: <c>ab-initio</c>, <c>resume</c> or nothing.</param>
/// <param name="TotalTime">As the package's standard writes it.</param>
/// <param name="LearnerName">Last name first, as both standards want it.</param>
/// <param name="Data">Where the package goes on.</param>
public sealed record ScormOpening(
    int Number,
    ScormVersion Version,
    ScormItem Item,
    string Entry,
    string TotalTime,
    Guid LearnerId,
    string LearnerName,
    IReadOnlyDictionary<string, string> Data);

internal sealed class OpenScormLaunchValidator : AbstractValidator<OpenScormLaunchCommand>
{
    public OpenScormLaunchValidator() => RuleFor(command => command.Token).IsCredential();
}

internal sealed class OpenScormLaunchHandler(
    ScormLaunches launches, IRepository<ScormRun> runs, IRepository<Enrollment> enrollments, IRepository<User> users, TimeProvider clock)
    : ICommandHandler<OpenScormLaunchCommand, ScormOpening>
{
    public async Task<ErrorOr<ScormOpening>> Handle(OpenScormLaunchCommand request, CancellationToken cancellationToken)
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
            || await users.GetByIdAsync(enrollment.UserId, cancellationToken) is not { } learner
            || await runs.GetByIdAsync(launch.RunId, cancellationToken) is not { } run)
        {
            return ScormRunErrors.LaunchInvalid;
        }

        launch.Renew(now);
        return new ScormOpening(
            run.Open(),
            target.Version,
            target.Item,
            run.Entry(target.Version),
            ScormTime.Write(target.Version, run.TotalSeconds),
            learner.Id,
            $"{learner.LastName}, {learner.FirstName}",
            run.Data.Lasting);
    }
}
