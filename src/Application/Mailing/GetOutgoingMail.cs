using AutoMapper;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Mailing;

/// <summary>What a worker needs to send one of the service's own mails.</summary>
[PlatformScope]
public sealed record GetOutgoingMailQuery(Guid Id) : IQuery<OutgoingMailRow>;

public sealed record OutgoingMailRow(Guid Id, string ToAddress, string ToName, string Subject, byte[]? Body, MailStatus Status)
{
    /// <summary>The company is suspended: nothing is sent for it until it is not.</summary>
    public bool IsHeldBack { get; init; }
}

internal sealed class GetOutgoingMailHandler(IReader<OutgoingMail> mails, IReader<Company> companies)
    : IQueryHandler<GetOutgoingMailQuery, OutgoingMailRow>
{
    public async Task<ErrorOr<OutgoingMailRow>> Handle(GetOutgoingMailQuery request, CancellationToken cancellationToken) =>
        await mails.SingleOrDefaultAsync<OutgoingMailRow>(new ByIdSpec<OutgoingMail>(request.Id), cancellationToken) is { } mail
            ? mail with { IsHeldBack = await companies.CountAsync(new SuspendedSpec(), cancellationToken) > 0 }
            : OutgoingMailErrors.NotFound;

    private sealed class SuspendedSpec : Specification<Company>
    {
        public SuspendedSpec() => Query.Where(company => company.Status == CompanyStatus.Suspended);
    }
}

internal sealed class OutgoingMailRowProfile : Profile
{
    public OutgoingMailRowProfile() => CreateMap<OutgoingMail, OutgoingMailRow>().ForMember(row => row.IsHeldBack, held => held.Ignore());
}
