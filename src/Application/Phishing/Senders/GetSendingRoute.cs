using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Senders;

/// <summary>What it takes to send through a profile. Its secrets are still encrypted.</summary>
[PlatformScope]
public sealed record GetSendingRouteQuery(Guid ProfileId) : IQuery<SendingRoute>;

public sealed record SendingRoute(
    Guid CompanyId,
    Guid ProfileId,
    int Version,
    string SenderDomain,
    MailServer Server,
    ServerLogin? Login,
    DateTimeOffset LoginChangedAt,
    SendingLimits Limits,
    IReadOnlyList<ExtraHeader> Headers,
    DkimKey? Dkim);

internal sealed class GetSendingRouteHandler(IRepository<SendingProfile> profiles) : IQueryHandler<GetSendingRouteQuery, SendingRoute>
{
    public async Task<ErrorOr<SendingRoute>> Handle(GetSendingRouteQuery request, CancellationToken cancellationToken) =>
        await profiles.GetByIdAsync(request.ProfileId, cancellationToken) is { } profile
            ? new SendingRoute(
                profile.CompanyId,
                profile.Id,
                profile.Version,
                profile.SenderDomain,
                profile.Server,
                profile.Login,
                profile.LoginChangedAt,
                profile.Limits,
                profile.Headers,
                profile.Dkim is { VerifiedAt: not null } key ? key : null)
            : SendingProfileErrors.NotFound;
}
