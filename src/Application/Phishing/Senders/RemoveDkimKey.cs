using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Senders;

/// <summary>Mails are no longer signed, and the private key is gone.</summary>
[RequirePermission(Permission.ManagePhishing)]
public sealed record RemoveDkimKeyCommand(Guid Id) : ICommand<Deleted>;

internal sealed class RemoveDkimKeyValidator : AbstractValidator<RemoveDkimKeyCommand>
{
    public RemoveDkimKeyValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class RemoveDkimKeyHandler(IRepository<SendingProfile> profiles, TimeProvider clock) : ICommandHandler<RemoveDkimKeyCommand, Deleted>
{
    public async Task<ErrorOr<Deleted>> Handle(RemoveDkimKeyCommand request, CancellationToken cancellationToken)
    {
        if (await profiles.GetByIdAsync(request.Id, cancellationToken) is not { } profile)
        {
            return SendingProfileErrors.NotFound;
        }

        profile.StopSigning(clock.GetUtcNow());
        return Result.Deleted;
    }
}
