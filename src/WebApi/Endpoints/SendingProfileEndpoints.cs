using SecurityTraining.Application.Common;
using SecurityTraining.Application.Phishing.Senders;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Endpoints;

internal static class SendingProfileEndpoints
{
    private const string Profiles = "/api/v1/phishing/sending-profiles";

    public static void MapSendingProfiles(this RouteGroupBuilder profiles)
    {
        profiles.MapGet("/", ([AsParameters] ListSendingProfilesQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<SendingProfileListRow>();
        profiles.MapPost("/", (SendingProfileInput profile, ISender sender, CancellationToken ct) =>
            sender.Send(new CreateSendingProfileCommand(profile), ct).ToCreated(id => $"{Profiles}/{id}")).WithIdempotency();
        profiles.MapGet("/{id}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new GetSendingProfileQuery(id), ct).ToOk()).WithFieldSelection<SendingProfileRow>();
        profiles.MapPatch("/{id}", (Guid id, SendingProfileChanges changes, ISender sender, CancellationToken ct) =>
            sender.Send(new UpdateSendingProfileCommand(id, changes), new GetSendingProfileQuery(id), ct).ToOk());
        profiles.MapDelete("/{id}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new DeleteSendingProfileCommand(id), ct).ToNoContent());
        profiles.MapGet("/{id}/health", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new GetSendingHealthQuery(id), ct).ToOk()).WithFieldSelection<SendingHealthRow>();
        profiles.MapPut("/{id}/dkim", (Guid id, DkimRequest request, ISender sender, CancellationToken ct) =>
            sender.Send(new CreateDkimKeyCommand(id, request.Selector, request.Algorithm), new GetSendingProfileQuery(id), ct).ToOk());
        profiles.MapDelete("/{id}/dkim", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new RemoveDkimKeyCommand(id), ct).ToNoContent());
        profiles.MapPost("/{id}/verify-dkim", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new VerifyDkimKeyCommand(id), new GetSendingProfileQuery(id), ct).ToOk());
        profiles.MapPost("/{id}/test-send", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new TestSendingProfileCommand(id), ct).ToOk()).WithIdempotency();
    }

    /// <param name="Selector">One label of a host name, such as <c>st1</c>; a new key wants a new one.</param>
    internal sealed record DkimRequest(string Selector, DkimAlgorithm Algorithm = DkimAlgorithm.Rsa);
}
