using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Domain.Phishing.Programmes;

namespace SecurityTraining.Application.Phishing.Programmes;

/// <summary>
/// Agrees to what somebody else has made the programme, and so to all its runs until it, one of its templates or a landing page is changed. May be
/// repeated, for templates that have been changed since. With <c>If-Match</c> it holds only for what has been read; what is changed at the same
/// moment is not agreed to either.
/// </summary>
[RequirePermission(Permission.ManagePhishing)]
public sealed record ApproveProgrammeCommand(Guid Id) : ICommand<Success>;

internal sealed class ApproveProgrammeValidator : AbstractValidator<ApproveProgrammeCommand>
{
    public ApproveProgrammeValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class ApproveProgrammeHandler(IRepository<Programme> programmes, ICurrentUser me, TimeProvider clock)
    : ICommandHandler<ApproveProgrammeCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(ApproveProgrammeCommand request, CancellationToken cancellationToken)
    {
        if (await programmes.GetByIdAsync(request.Id, cancellationToken) is not { } programme)
        {
            return ProgrammeErrors.NotFound;
        }

        return me.UserId is { } userId ? programme.Approve(userId, clock.GetUtcNow()) : PhishingPolicyErrors.ApprovalIsForPeople;
    }
}
