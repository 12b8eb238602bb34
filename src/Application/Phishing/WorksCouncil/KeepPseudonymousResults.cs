using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Domain.Phishing.WorksCouncil;

namespace SecurityTraining.Application.Phishing.WorksCouncil;

/// <summary>Writes down a portion of the results; those that are there already stay.</summary>
[PlatformScope]
[RetryOnConflict]
public sealed record KeepPseudonymousResultsCommand(IReadOnlyCollection<PseudonymousResult> Results) : ICommand<Success>;

internal sealed class KeepPseudonymousResultsValidator : AbstractValidator<KeepPseudonymousResultsCommand>
{
    public KeepPseudonymousResultsValidator() => RuleFor(command => command.Results).NotEmpty();
}

internal sealed class KeepPseudonymousResultsHandler(IPseudonymousRecords records) : ICommandHandler<KeepPseudonymousResultsCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(KeepPseudonymousResultsCommand request, CancellationToken cancellationToken)
    {
        await records.Keep(request.Results, cancellationToken);
        return Result.Success;
    }
}
