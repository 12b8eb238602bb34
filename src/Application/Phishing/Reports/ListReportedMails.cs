using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing.Reports;

namespace SecurityTraining.Application.Phishing.Reports;

/// <summary>The triage queue: real mails that people have reported, newest first unless sorted otherwise.</summary>
/// <param name="Search">Part of the subject or of the sender, in any case.</param>
[RequirePermission(Permission.ReadPhishing)]
public sealed record ListReportedMailsQuery(
    int? Page, int? PageSize, string? Search, string? Sort, ReportedMailStatus? Status, ReportVerdict? Verdict, HintLevel? Hint)
    : IQuery<PagedList<ReportedMailListRow>>, IPagedQuery;

public sealed record ReportedMailListRow(
    Guid Id,
    string SenderName,
    string SenderAddress,
    string Subject,
    HintLevel Hint,
    ReportedMailStatus Status,
    ReportVerdict? Verdict,
    int ReportCount,
    DateTimeOffset FirstReportedAt,
    DateTimeOffset LastReportedAt,
    DateTimeOffset? ResolvedAt);

internal sealed class ListReportedMailsValidator : AbstractValidator<ListReportedMailsQuery>
{
    public ListReportedMailsValidator()
    {
        this.ValidatePaging();
        ReportedMailsSpec.Sorting.Validate(this, query => query.Sort);
        RuleFor(query => query.Search).MaximumLength(200);
        RuleFor(query => query.Status).IsInEnum();
        RuleFor(query => query.Verdict).IsInEnum();
        RuleFor(query => query.Hint).IsInEnum();
    }
}

internal sealed class ListReportedMailsHandler(IReader<ReportedMail> mails) : IQueryHandler<ListReportedMailsQuery, PagedList<ReportedMailListRow>>
{
    public async Task<ErrorOr<PagedList<ReportedMailListRow>>> Handle(ListReportedMailsQuery request, CancellationToken cancellationToken) =>
        await mails.PageAsync<ReportedMailListRow>(new ReportedMailsSpec(request), request, cancellationToken);
}

internal sealed class ReportedMailsSpec : Specification<ReportedMail>
{
    public static readonly SortFields<ReportedMail> Sorting = new SortFields<ReportedMail>("-lastReportedAt")
        .Add("lastReportedAt", mail => mail.LastReportedAt)
        .Add("firstReportedAt", mail => mail.FirstReportedAt)
        .Add("reportCount", mail => mail.ReportCount)
        .Add("hint", mail => mail.Hint)
        .Add("subject", mail => mail.Subject)
        .Add("senderAddress", mail => mail.SenderAddress);

    public ReportedMailsSpec(ListReportedMailsQuery query)
    {
        var search = query.Search?.Trim().ToLowerInvariant();
        Query
            .Where(mail => mail.Subject.ToLower().Contains(search!) || mail.SenderAddress.Contains(search!) || mail.SenderName.ToLower().Contains(search!), !string.IsNullOrEmpty(search))
            .Where(mail => mail.Status == query.Status, query.Status is not null)
            .Where(mail => mail.Verdict == query.Verdict, query.Verdict is not null)
            .Where(mail => mail.Hint == query.Hint, query.Hint is not null);
        Sorting.Apply(Query, query.Sort);
    }
}

internal sealed class ReportedMailListProfile : Profile
{
    public ReportedMailListProfile() => CreateMap<ReportedMail, ReportedMailListRow>();
}
