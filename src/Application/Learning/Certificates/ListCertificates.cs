using System.Text.Json.Serialization;
using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Certificates;
using SecurityTraining.Domain.Learning.Courses;

namespace SecurityTraining.Application.Learning.Certificates;

/// <param name="Search">Part of the person's name or of the course's title, in any case.</param>
[RequirePermission(Permission.ReadLearning)]
public sealed record ListCertificatesQuery(
    string? Search = null,
    Guid? UserId = null,
    Guid? CourseId = null,
    CertificateStatus? Status = null,
    string? Sort = null,
    int? Page = null,
    int? PageSize = null) : IQuery<PagedList<CertificateRow>>, IPagedQuery;

/// <param name="Score">0 to 100; null: nothing in the course is graded.</param>
/// <param name="ExpiresAt">Null: it is valid for good.</param>
public sealed record CertificateRow(
    Guid Id,
    Guid EnrollmentId,
    Guid UserId,
    string PersonName,
    Guid CourseId,
    Guid CourseVersionId,
    string CourseTitle,
    string Language,
    int? Score,
    DateTimeOffset CompletedAt,
    DateTimeOffset IssuedAt,
    DateTimeOffset? ExpiresAt,
    string Code,
    DateTimeOffset? RevokedAt,
    string? RevocationReason,
    [property: JsonIgnore] int Version) : IVersioned
{
    public CertificateStatus Status { get; init; }

    internal CertificateRow AsOf(DateTimeOffset now) => this with { Status = Certificate.StatusOf(RevokedAt, ExpiresAt, now) };
}

internal sealed class ListCertificatesValidator : AbstractValidator<ListCertificatesQuery>
{
    public ListCertificatesValidator()
    {
        this.ValidatePaging();
        RuleFor(query => query.Search).MaximumLength(Course.MaxTitleLength);
        RuleFor(query => query.Status).IsInEnum();
        ListCertificatesHandler.Sorting.Validate(this, query => query.Sort);
    }
}

internal sealed class ListCertificatesHandler(IReader<Certificate> certificates, ICurrentUser me, TimeProvider clock)
    : IQueryHandler<ListCertificatesQuery, PagedList<CertificateRow>>
{
    public static readonly SortFields<Certificate> Sorting = new SortFields<Certificate>("-issuedAt")
        .Add("issuedAt", certificate => certificate.IssuedAt)
        .Add("expiresAt", certificate => certificate.ExpiresAt)
        .Add("personName", certificate => certificate.PersonName)
        .Add("courseTitle", certificate => certificate.CourseTitle);

    public async Task<ErrorOr<PagedList<CertificateRow>>> Handle(ListCertificatesQuery request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var page = await certificates.PageAsync<CertificateRow>(new CertificatesSpec(request, me, now), request, cancellationToken);
        return page with { Items = [.. page.Items.Select(row => row.AsOf(now))] };
    }

    private sealed class CertificatesSpec : Specification<Certificate>
    {
        public CertificatesSpec(ListCertificatesQuery query, ICurrentUser me, DateTimeOffset now)
        {
            var search = query.Search?.Trim().ToLowerInvariant();
            Query
                .Where(
                    certificate => certificate.PersonName.ToLower().Contains(search!) || certificate.CourseTitle.ToLower().Contains(search!),
                    search is { Length: > 0 })
                .Where(certificate => certificate.UserId == query.UserId, query.UserId is not null)
                .Where(certificate => certificate.CourseId == query.CourseId, query.CourseId is not null)
                .WithStatus(query.Status, now)
                .VisibleTo(me);
            Sorting.Apply(Query, query.Sort);
        }
    }
}

internal sealed class CertificateRowProfile : Profile
{
    // What it is worth depends on the time of reading.
    public CertificateRowProfile() => CreateProjection<Certificate, CertificateRow>().ForMember(row => row.Status, status => status.Ignore());
}
