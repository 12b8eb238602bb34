using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Senders;

/// <summary>Looks into the DNS for the profile's public key; from then on its mails are signed.</summary>
[RequirePermission(Permission.ManagePhishing)]
public sealed record VerifyDkimKeyCommand(Guid Id) : ICommand<Success>;

internal sealed class VerifyDkimKeyValidator : AbstractValidator<VerifyDkimKeyCommand>
{
    public VerifyDkimKeyValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class VerifyDkimKeyHandler(IRepository<SendingProfile> profiles, ITxtRecords records, TimeProvider clock)
    : ICommandHandler<VerifyDkimKeyCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(VerifyDkimKeyCommand request, CancellationToken cancellationToken)
    {
        if (await profiles.GetByIdAsync(request.Id, cancellationToken) is not { } profile)
        {
            return SendingProfileErrors.NotFound;
        }

        var published = profile.Dkim is { } key ? await records.Find(key.RecordNameIn(profile.SenderDomain), cancellationToken) : [];
        return profile.VerifyKey(published, clock.GetUtcNow());
    }
}
