using AutoMapper;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Mailing;

/// <summary>What a worker needs to send one of the service's own mails.</summary>
[PlatformScope]
public sealed record GetOutgoingMailQuery(Guid Id) : IQuery<OutgoingMailRow>;

public sealed record OutgoingMailRow(Guid Id, string ToAddress, string ToName, string Subject, byte[]? Body, MailStatus Status);

internal sealed class GetOutgoingMailHandler(IReader<OutgoingMail> mails) : IQueryHandler<GetOutgoingMailQuery, OutgoingMailRow>
{
    public async Task<ErrorOr<OutgoingMailRow>> Handle(GetOutgoingMailQuery request, CancellationToken cancellationToken) =>
        await mails.SingleOrDefaultAsync<OutgoingMailRow>(new ByIdSpec<OutgoingMail>(request.Id), cancellationToken) is { } mail
            ? mail
            : OutgoingMailErrors.NotFound;
}

internal sealed class OutgoingMailRowProfile : Profile
{
    public OutgoingMailRowProfile() => CreateMap<OutgoingMail, OutgoingMailRow>();
}
