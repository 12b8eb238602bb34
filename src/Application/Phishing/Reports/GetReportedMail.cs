using System.Text.Json.Serialization;
using AutoMapper;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing.Reports;

namespace SecurityTraining.Application.Phishing.Reports;

/// <summary>One case, with everything that has been read from the mail. Nothing of it is a link: whoever shows it must not make one.</summary>
[RequirePermission(Permission.ReadPhishing)]
public sealed record GetReportedMailQuery(Guid Id) : IQuery<ReportedMailRow>;

/// <param name="SentAt">As the mail says.</param>
/// <param name="Hint">Of rules; the verdict is somebody's decision.</param>
/// <param name="MimeSize">In bytes; null: the mail itself is not kept, or not any more.</param>
public sealed record ReportedMailRow(
    Guid Id,
    string SenderName,
    string SenderAddress,
    string? ReplyTo,
    string Subject,
    string? MessageId,
    DateTimeOffset? SentAt,
    IReadOnlyList<MailLink> Links,
    IReadOnlyList<MailAttachment> Attachments,
    MailAuthentication Authentication,
    HintLevel Hint,
    IReadOnlyList<HintReason> Reasons,
    ReportedMailStatus Status,
    int ReportCount,
    DateTimeOffset FirstReportedAt,
    DateTimeOffset LastReportedAt,
    long? MimeSize,
    ReportVerdict? Verdict,
    string? Answer,
    DateTimeOffset? ResolvedAt,
    [property: JsonIgnore] int Version) : IVersioned
{
    /// <summary>The first who have reported it, a hundred at most.</summary>
    public IReadOnlyList<ReporterRow> Reporters { get; init; } = [];
}

/// <param name="Email">Empty, like the name, for whoever is not named or gone.</param>
public sealed record ReporterRow(string Email, string FullName, ReportSource Source, DateTimeOffset ReportedAt);

internal sealed class GetReportedMailHandler(IReader<ReportedMail> mails, IRepository<MailReport> reports, IRepository<User> users)
    : IQueryHandler<GetReportedMailQuery, ReportedMailRow>
{
    private const int MostReporters = 100;

    public async Task<ErrorOr<ReportedMailRow>> Handle(GetReportedMailQuery request, CancellationToken cancellationToken)
    {
        if (await mails.SingleOrDefaultAsync<ReportedMailRow>(new ByIdSpec<ReportedMail>(request.Id), cancellationToken) is not { } mail)
        {
            return ReportedMailErrors.NotFound;
        }

        var first = await reports.ListAsync(new FirstReportsSpec(request.Id, MostReporters), cancellationToken);
        var people = (await users.ListAsync(new IdsSpec<User>([.. first.Select(report => report.ReporterId).OfType<Guid>()]), cancellationToken))
            .ToDictionary(user => user.Id);
        return mail with { Reporters = [.. first.Select(report => Row(report, people))] };
    }

    private static ReporterRow Row(MailReport report, Dictionary<Guid, User> people) =>
        report.ReporterId is { } id && people.GetValueOrDefault(id) is { } person
            ? new ReporterRow(person.Email, person.FullName, report.Source, report.ReportedAt)
            : new ReporterRow("", "", report.Source, report.ReportedAt);

    private sealed class FirstReportsSpec : Specification<MailReport>
    {
        public FirstReportsSpec(Guid mailId, int most) =>
            Query.Where(report => report.ReportedMailId == mailId).OrderBy(report => report.ReportedAt).OrderBy(report => report.Id).Take(most).AsNoTracking();
    }
}

internal sealed class ReportedMailProfile : Profile
{
    public ReportedMailProfile() => CreateMap<ReportedMail, ReportedMailRow>().ForMember(row => row.Reporters, reporters => reporters.Ignore());
}
