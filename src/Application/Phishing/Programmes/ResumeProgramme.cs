using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing.Programmes;

namespace SecurityTraining.Application.Phishing.Programmes;

/// <summary>Goes on with the runs from tomorrow on. A run that fell into the pause is made up for only if its week, month or quarter has a day left.</summary>
[RequirePermission(Permission.ManagePhishing)]
[RetryOnConflict]
public sealed record ResumeProgrammeCommand(Guid Id) : ICommand<Success>;

internal sealed class ResumeProgrammeValidator : AbstractValidator<ResumeProgrammeCommand>
{
    public ResumeProgrammeValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class ResumeProgrammeHandler(IRepository<Programme> programmes, IWorkQueue queue, TimeProvider clock)
    : ICommandHandler<ResumeProgrammeCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(ResumeProgrammeCommand request, CancellationToken cancellationToken)
    {
        if (await programmes.GetByIdAsync(request.Id, cancellationToken) is not { } programme)
        {
            return ProgrammeErrors.NotFound;
        }

        var now = clock.GetUtcNow();
        programme.Resume(now);
        queue.Replace(WorkKind.ProgrammeRun, programme.Id, now, groupId: programme.Id);
        return Result.Success;
    }
}
