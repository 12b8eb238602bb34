using System.Net.Mime;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Learning.Certificates;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Endpoints;

internal static class CertificateEndpoints
{
    public static void MapCertificates(this RouteGroupBuilder api)
    {
        var certificates = api.MapGroup("/certificates").WithTags("Learning");
        certificates.MapGet("/", ([AsParameters] ListCertificatesQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<CertificateRow>();
        certificates.MapGet("/archive", ([AsParameters] ExportCertificatesQuery query, ISender sender, ICertificateArchive archive, CancellationToken ct) =>
            sender.Send(query, ct).ToResult(files => Results.Stream(
                output => archive.Write(files, output, ct), MediaTypeNames.Application.Zip, "certificates.zip")))
            .Produces(StatusCodes.Status200OK, contentType: MediaTypeNames.Application.Zip);
        certificates.MapGet("/verify/{code}", (string code, ISender sender, CancellationToken ct) =>
            sender.Send(new VerifyCertificateQuery(code), ct).ToOk()).WithRateLimit(RateLimit.Auth).AllowAnonymous();
        certificates.MapGet("/{id:guid}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new GetCertificateQuery(id), ct).ToOk()).WithFieldSelection<CertificateRow>();
        certificates.MapGet("/{id:guid}.pdf", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new OpenCertificateQuery(id), ct).ToResult(document => Results.Stream(
                document.Content, MediaTypeNames.Application.Pdf, document.FileName)))
            .Produces(StatusCodes.Status200OK, contentType: MediaTypeNames.Application.Pdf);
        certificates.MapPost("/{id:guid}/revoke", (Guid id, Revocation revocation, ISender sender, CancellationToken ct) =>
            sender.Send(new RevokeCertificateCommand(id, revocation.Reason), new GetCertificateQuery(id), ct).ToOk());
        certificates.MapPost("/{id:guid}/reissue", (Guid id, Reissue? reissue, ISender sender, CancellationToken ct) =>
            sender.Send(new ReissueCertificateCommand(id, reissue?.ExpiresAt ?? default), new GetCertificateQuery(id), ct).ToOk()).WithIdempotency();

        api.MapGet("/users/me/certificates", ([AsParameters] ListMyCertificatesQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<CertificateRow>().WithTags("Learning");
    }

    /// <param name="Reason">For the company alone; whoever verifies the certificate does not see it.</param>
    internal sealed record Revocation(string Reason);

    /// <param name="ExpiresAt">Absent: as before; null: the certificate is valid for good.</param>
    internal sealed record Reissue(Optional<DateTimeOffset?> ExpiresAt = default);
}
