using AutoMapper;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Content;

namespace SecurityTraining.Application.Content;

/// <summary>What a worker has to know to check a file.</summary>
[PlatformScope]
public sealed record FindContentWorkQuery(Guid FileId) : IQuery<ContentWork>;

/// <param name="Sha256">As announced, if it was.</param>
public sealed record ContentWork(Guid Id, Guid CompanyId, string Name, long Size, string? Sha256, ContentStatus Status);

internal sealed class FindContentWorkHandler(IReader<ContentFile> files) : IQueryHandler<FindContentWorkQuery, ContentWork>
{
    public async Task<ErrorOr<ContentWork>> Handle(FindContentWorkQuery request, CancellationToken cancellationToken)
    {
        var work = await files.SingleOrDefaultAsync<ContentWork>(new ByIdSpec<ContentFile>(request.FileId), cancellationToken);
        return work is null ? ContentErrors.NotFound : work;
    }
}

internal sealed class ContentWorkProfile : Profile
{
    public ContentWorkProfile() => CreateProjection<ContentFile, ContentWork>();
}
