using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Certificates;

namespace SecurityTraining.Application.Learning.Certificates;

/// <summary>Issues a certificate again, with a new code and what person and company are called now; it is no longer revoked then.</summary>
/// <param name="ExpiresAt">Absent: as before; null: it is valid for good.</param>
[RetryOnConflict]
[RequirePermission(Permission.ManageLearning)]
public sealed record ReissueCertificateCommand(Guid Id, Optional<DateTimeOffset?> ExpiresAt = default) : ICommand<Success>;

/// <summary>What else is asked of the expiry depends on the time, and is the certificate's own to say.</summary>
internal sealed class ReissueCertificateValidator : AbstractValidator<ReissueCertificateCommand>
{
    public ReissueCertificateValidator() => this.IfSet(command => command.ExpiresAt, expiry => expiry.IsInReach());
}

internal sealed class ReissueCertificateHandler(
    IRepository<Certificate> certificates, CertificatePress press, ICurrentUser me, TimeProvider clock)
    : ICommandHandler<ReissueCertificateCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(ReissueCertificateCommand request, CancellationToken cancellationToken)
    {
        if (await certificates.SingleOrDefaultAsync(new VisibleCertificateSpec(request.Id, me), cancellationToken) is not { } certificate)
        {
            return CertificateErrors.NotFound;
        }

        var before = certificate.FileId;
        var text = await press.Compose(certificate.CompanyId, certificate.UserId, cancellationToken);
        var reissued = certificate.Reissue(text, request.ExpiresAt.Or(certificate.ExpiresAt), clock.GetUtcNow());
        if (!reissued.IsError)
        {
            press.Publish(certificate);
            press.Discard(before);
        }

        return reissued;
    }
}
