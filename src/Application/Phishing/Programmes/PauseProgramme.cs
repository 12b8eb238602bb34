using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing.Programmes;

namespace SecurityTraining.Application.Phishing.Programmes;

/// <summary>No more runs until the programme is resumed. Simulations of earlier runs go on.</summary>
[RequirePermission(Permission.ManagePhishing)]
[RetryOnConflict]
public sealed record PauseProgrammeCommand(Guid Id) : ICommand<Success>;

internal sealed class PauseProgrammeValidator : AbstractValidator<PauseProgrammeCommand>
{
    public PauseProgrammeValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class PauseProgrammeHandler(IRepository<Programme> programmes) : ICommandHandler<PauseProgrammeCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(PauseProgrammeCommand request, CancellationToken cancellationToken)
    {
        if (await programmes.GetByIdAsync(request.Id, cancellationToken) is not { } programme)
        {
            return ProgrammeErrors.NotFound;
        }

        programme.Pause();
        return Result.Success;
    }
}
