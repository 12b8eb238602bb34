using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Settings;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Phishing.Reports;

public static class ReportPagePaths
{
    public const string Ask = "/report-mail";
    public const string Upload = "/report-mail/upload";
}

/// <summary>Where the company's people report mails without an add-in; the address is for an intranet, and no secret.</summary>
[RequirePermission(Permission.ReadPhishing)]
public sealed record GetReportPageQuery : IQuery<ReportPageRow>;

public sealed record ReportPageRow(string Url);

internal sealed class GetReportPageHandler(ITrackingTokens tokens, PublicAddress address, ICurrentUser me) : IQueryHandler<GetReportPageQuery, ReportPageRow>
{
    public Task<ErrorOr<ReportPageRow>> Handle(GetReportPageQuery request, CancellationToken cancellationToken)
    {
        var companyId = me.RequireCompanyId();
        var token = tokens.Create(TrackingPurpose.ReportPage, companyId, companyId);
        return Task.FromResult<ErrorOr<ReportPageRow>>(new ReportPageRow(address.Link($"{ReportPagePaths.Ask}?company={token}")));
    }
}
