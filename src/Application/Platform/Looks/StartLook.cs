using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Auditing;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Mailing;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Platform;

namespace SecurityTraining.Application.Platform.Looks;

/// <summary>
/// Lets the caller read a company's data for a while. The company's audit log says so and why, and its administrators are told by mail.
/// </summary>
/// <param name="Minutes">1 to 60.</param>
[NotAudited]
[RequirePermission(Permission.OperatePlatform)]
public sealed record StartLookCommand(Guid CompanyId, string Reason, int Minutes) : ICommand<Guid>;

internal sealed class StartLookValidator : AbstractValidator<StartLookCommand>
{
    public StartLookValidator()
    {
        RuleFor(command => command.Reason).NotEmpty().Text(CompanyLook.MaxReasonLength);
        RuleFor(command => command.Minutes).InclusiveBetween(1, CompanyLook.MaxMinutes);
    }
}

internal sealed class StartLookHandler(
    IRepository<CompanyLook> looks,
    IRepository<Company> companies,
    IRepository<User> users,
    ILookRoutes routes,
    ITenant tenant,
    IMailOutbox outbox,
    IAuditTrail audit,
    ICurrentUser me,
    TimeProvider clock) : ICommandHandler<StartLookCommand, Guid>
{
    /// <summary>Far more administrators than any company needs, and few enough mails for one request.</summary>
    private const int MostMails = 100;

    public async Task<ErrorOr<Guid>> Handle(StartLookCommand request, CancellationToken cancellationToken)
    {
        if (request.CompanyId == me.CompanyId)
        {
            return PlatformErrors.OwnCompany;
        }

        tenant.Enter(request.CompanyId);
        if (await companies.GetByIdAsync(request.CompanyId, cancellationToken) is not { } company)
        {
            return CompanyErrors.NotFound;
        }

        var look = CompanyLook.Start(company.Id, me.RequireUserId(), request.Reason, request.Minutes, clock.GetUtcNow());
        looks.Add(look);
        routes.Add(look);
        audit.Note(
            "platform.look-started",
            new AuditTarget("companyLook", look.Id),
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["reason"] = look.Reason,
                ["expiresAt"] = $"{look.ExpiresAt.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}",
            });
        foreach (var administrator in await users.ListAsync(new FirstAdministratorsSpec(company.Id, MostMails), cancellationToken))
        {
            outbox.Send(administrator, new LookStartedMail(look.Reason, look.ExpiresAt), company.Language);
        }

        return look.Id;
    }

    private sealed class FirstAdministratorsSpec : Specification<User>
    {
        public FirstAdministratorsSpec(Guid companyId, int most) => Query
            .Where(user => user.CompanyId == companyId && user.Role == Role.CompanyAdmin && user.Status == UserStatus.Active)
            .OrderBy(user => user.Id)
            .Take(most)
            .AsNoTracking();
    }
}

/// <summary>Tells a company's administrators that the platform's looks into their data.</summary>
internal sealed record LookStartedMail(string Reason, DateTimeOffset ExpiresAt) : TransactionalMail
{
    public override SystemMailKind Kind => SystemMailKind.LookStarted;

    public override IReadOnlyDictionary<string, string> Values(string language) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["reason"] = Reason,
        ["expiresAt"] = $"{ExpiresAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC",
    };

    public override MailText Template(string language) => language switch
    {
        "de" => new MailText(
            "Die Plattform-Administration sieht Ihr Unternehmen ein",
            [
                "die Administration der Plattform darf die Daten Ihres Unternehmens bis {{expiresAt}} lesen. Geändert werden kann dabei nichts.",
                "Angegebener Grund: {{reason}}",
                "Jeder Zugriff steht im Audit-Log Ihres Unternehmens. Wenn Sie sich das nicht erklären können, wenden Sie sich bitte an den Betrieb der Plattform.",
            ]),
        _ => new MailText(
            "The platform's administrator looks into your company",
            [
                "The platform's administrator may read your company's data until {{expiresAt}}. Nothing can be changed that way.",
                "The reason given: {{reason}}",
                "Each access stands in your company's audit log. If you have no explanation for this, please ask whoever operates the platform.",
            ]),
    };
}
