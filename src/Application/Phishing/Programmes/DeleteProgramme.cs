using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing.Programmes;

namespace SecurityTraining.Application.Phishing.Programmes;

/// <summary>Ends a programme and removes it with the list of its runs; their simulations stay.</summary>
[RequirePermission(Permission.ManagePhishing)]
public sealed record DeleteProgrammeCommand(Guid Id) : ICommand<Deleted>;

internal sealed class DeleteProgrammeValidator : AbstractValidator<DeleteProgrammeCommand>
{
    public DeleteProgrammeValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class DeleteProgrammeHandler(IRepository<Programme> programmes, IWorkQueue queue) : ICommandHandler<DeleteProgrammeCommand, Deleted>
{
    public async Task<ErrorOr<Deleted>> Handle(DeleteProgrammeCommand request, CancellationToken cancellationToken)
    {
        if (await programmes.GetByIdAsync(request.Id, cancellationToken) is not { } programme)
        {
            return ProgrammeErrors.NotFound;
        }

        programmes.Remove(programme);
        await queue.Discard(programme.Id, cancellationToken);
        return Result.Deleted;
    }
}
