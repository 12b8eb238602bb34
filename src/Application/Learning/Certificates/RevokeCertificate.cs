using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Certificates;

namespace SecurityTraining.Application.Learning.Certificates;

/// <summary>Whoever verifies the certificate from now on learns that it has been revoked, though not why.</summary>
[RequirePermission(Permission.ManageLearning)]
public sealed record RevokeCertificateCommand(Guid Id, string Reason) : ICommand<Success>;

internal sealed class RevokeCertificateValidator : AbstractValidator<RevokeCertificateCommand>
{
    public RevokeCertificateValidator() => RuleFor(command => command.Reason).NotEmpty().Text(Certificate.MaxReasonLength);
}

internal sealed class RevokeCertificateHandler(IRepository<Certificate> certificates, ICurrentUser me, TimeProvider clock)
    : ICommandHandler<RevokeCertificateCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(RevokeCertificateCommand request, CancellationToken cancellationToken) =>
        await certificates.SingleOrDefaultAsync(new VisibleCertificateSpec(request.Id, me), cancellationToken) is { } certificate
            ? certificate.Revoke(request.Reason, clock.GetUtcNow())
            : CertificateErrors.NotFound;
}
