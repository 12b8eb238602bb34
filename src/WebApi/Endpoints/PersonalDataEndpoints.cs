using SecurityTraining.Application.Common;
using SecurityTraining.Application.People.Privacy;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Endpoints;

/// <summary>What is known of people, handed out or taken away for good.</summary>
internal static class PersonalDataEndpoints
{
    private const string Zip = "application/zip";

    public static void MapPersonalData(this RouteGroupBuilder api)
    {
        var users = api.MapGroup("/users").WithTags("People");
        users.MapGet("/export", ([AsParameters] ExportUsersQuery query, ISender sender, ICsvWriter csv, CancellationToken ct) =>
            sender.Send(query, ct).ToResult(export => CsvDownload.Of(csv, export.Rows, "people")))
            .Produces(StatusCodes.Status200OK, contentType: CsvDownload.MediaType);
        users.MapPost("/{id:guid}/erase", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new EraseUserCommand(id), ct).ToAccepted());
        users.MapGet("/{id:guid}/personal-data", (Guid id, ISender sender, IPersonalDataArchive archive, CancellationToken ct) =>
            sender.Send(new GetPersonalDataQuery(id), ct).ToResult(data => Download(archive, data)))
            .Produces(StatusCodes.Status200OK, contentType: Zip);
        users.MapGet("/me/personal-data", (ISender sender, IPersonalDataArchive archive, CancellationToken ct) =>
            sender.Send(new GetMyPersonalDataQuery(), ct).ToResult(data => Download(archive, data)))
            .Produces(StatusCodes.Status200OK, contentType: Zip);
    }

    private static IResult Download(IPersonalDataArchive archive, PersonalData data) =>
        Results.Stream(stream => archive.Write(data, stream, CancellationToken.None), Zip, "personal-data.zip");
}
