using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Senders;

/// <summary>Makes a key pair for signing a profile's mails, in place of the one that may be there. Nothing is signed until the DNS shows it.</summary>
/// <param name="Selector">One label of a host name; a new key wants a new one, so that mails under way can still be checked.</param>
[RequirePermission(Permission.ManagePhishing)]
public sealed record CreateDkimKeyCommand(Guid Id, string Selector, DkimAlgorithm Algorithm = DkimAlgorithm.Rsa) : ICommand<Success>;

internal sealed class CreateDkimKeyValidator : AbstractValidator<CreateDkimKeyCommand>
{
    public CreateDkimKeyValidator()
    {
        RuleFor(command => command.Id).NotEmpty();
        RuleFor(command => command.Selector).Must(DkimKey.IsSelector)
            .WithMessage($"At most {DkimKey.MaxSelectorLength} lower-case letters, digits and hyphens.");
        RuleFor(command => command.Algorithm).IsInEnum();
    }
}

internal sealed class CreateDkimKeyHandler(IRepository<SendingProfile> profiles, IDkimKeys keys, ICompanySecrets secrets, TimeProvider clock)
    : ICommandHandler<CreateDkimKeyCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(CreateDkimKeyCommand request, CancellationToken cancellationToken)
    {
        if (await profiles.GetByIdAsync(request.Id, cancellationToken) is not { } profile)
        {
            return SendingProfileErrors.NotFound;
        }

        var now = clock.GetUtcNow();
        var pair = keys.Create(request.Algorithm);
        var privateKey = secrets.Protect(profile.CompanyId, SecretUse.DkimKey, pair.PrivateKey);
        profile.UseKey(new DkimKey(request.Selector, request.Algorithm, pair.PublicKey, privateKey, now), now);
        return Result.Success;
    }
}
