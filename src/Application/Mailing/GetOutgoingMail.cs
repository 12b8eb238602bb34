using AutoMapper;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Mailing.SystemTemplates;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Mailing;

/// <summary>What a worker needs to send one of the service's own mails.</summary>
[PlatformScope]
public sealed record GetOutgoingMailQuery(Guid Id) : IQuery<OutgoingMailRow>;

public sealed record OutgoingMailRow(Guid Id, string ToAddress, string ToName, string Subject, byte[]? Body, MailStatus Status, SystemMailKind? Kind, string? Language)
{
    /// <summary>The company is suspended: nothing is sent for it until it is not.</summary>
    public bool IsHeldBack { get; init; }

    /// <summary>The company's own words for it; null: the service's.</summary>
    public MailContent? OwnWords { get; init; }
}

internal sealed class GetOutgoingMailHandler(IReader<OutgoingMail> mails, IReader<Company> companies, IRepository<SystemTemplate> templates)
    : IQueryHandler<GetOutgoingMailQuery, OutgoingMailRow>
{
    public async Task<ErrorOr<OutgoingMailRow>> Handle(GetOutgoingMailQuery request, CancellationToken cancellationToken) =>
        await mails.SingleOrDefaultAsync<OutgoingMailRow>(new ByIdSpec<OutgoingMail>(request.Id), cancellationToken) is { } mail
            ? mail with
            {
                IsHeldBack = await companies.CountAsync(new SuspendedSpec(), cancellationToken) > 0,
                OwnWords = await OwnWords(mail, cancellationToken),
            }
            : OutgoingMailErrors.NotFound;

    private async Task<MailContent?> OwnWords(OutgoingMailRow mail, CancellationToken ct) => mail is { Kind: { } kind, Language: { } language }
        ? (await templates.SingleOrDefaultAsync(new SystemTemplateSpec(kind, language), ct))?.Content
        : null;

    private sealed class SuspendedSpec : Specification<Company>
    {
        public SuspendedSpec() => Query.Where(company => company.Status == CompanyStatus.Suspended);
    }
}

internal sealed class OutgoingMailRowProfile : Profile
{
    public OutgoingMailRowProfile() => CreateMap<OutgoingMail, OutgoingMailRow>()
        .ForMember(row => row.IsHeldBack, held => held.Ignore())
        .ForMember(row => row.OwnWords, words => words.Ignore());
}
