using System.Text.Json.Serialization;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Domain.Phishing.Programmes;

namespace SecurityTraining.Application.Phishing.Programmes;

[RequirePermission(Permission.ReadPhishing)]
public sealed record GetProgrammeQuery(Guid Id) : IQuery<ProgrammeRow>;

/// <param name="NextRunAt">Null: it is paused, or has come to its end.</param>
/// <param name="ChangedBy">Who has made it what it is; null: an API key.</param>
/// <param name="ApprovedBy">Who else has agreed to it; null: nobody, or it has been changed since.</param>
public sealed record ProgrammeRow(
    Guid Id,
    string Name,
    ProgrammeStatus Status,
    ProgrammeRhythm Rhythm,
    DateTimeOffset? NextRunAt,
    IReadOnlyList<Guid> TemplateIds,
    Audience Recipients,
    int SpreadMinutes,
    string? SenderName,
    string? SenderAddress,
    SendTiming? Timing,
    LureSelection Selection,
    IReadOnlyList<int>? TemplateWeights,
    Guid? SendingProfileId,
    DateTimeOffset CreatedAt,
    Guid? ChangedBy,
    Guid? ApprovedBy,
    DateTimeOffset? ApprovedAt,
    [property: JsonIgnore] int Version) : IVersioned;

internal sealed class GetProgrammeHandler(IRepository<Programme> programmes, ProgrammeCalendars calendars)
    : IQueryHandler<GetProgrammeQuery, ProgrammeRow>
{
    public async Task<ErrorOr<ProgrammeRow>> Handle(GetProgrammeQuery request, CancellationToken cancellationToken)
    {
        if (await programmes.GetByIdAsync(request.Id, cancellationToken) is not { } programme)
        {
            return ProgrammeErrors.NotFound;
        }

        var plan = programme.Plan;
        return new ProgrammeRow(
            programme.Id,
            plan.Name,
            programme.Status,
            programme.Rhythm,
            programme.NextRun(await calendars.Get(cancellationToken))?.At,
            plan.TemplateIds,
            plan.Audience,
            plan.SpreadMinutes,
            plan.SenderName,
            plan.SenderAddress,
            plan.Timing,
            plan.Selection,
            plan.TemplateWeights,
            plan.SendingProfileId,
            programme.CreatedAt,
            programme.ChangedBy,
            programme.ApprovedBy,
            programme.ApprovedAt,
            programme.Version);
    }
}
