using System.Globalization;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Auditing;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Billing;

/// <summary>
/// Tells those who manage billing what has become due to be said of the trial or of an overdue payment, each once. What was said is remembered in
/// the same transaction; whoever was not told in time is told only what still holds.
/// </summary>
[PlatformScope]
[NotAudited]
[RetryOnConflict]
public sealed record SendBillingNoticesCommand : ICommand<Success>;

internal sealed class SendBillingNoticesHandler(
    IRepository<Company> companies, BillingNotices billing, IAuditTrail audit, ITenant tenant, TimeProvider clock)
    : ICommandHandler<SendBillingNoticesCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(SendBillingNoticesCommand request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (await companies.GetByIdAsync(tenant.CompanyId!.Value, cancellationToken) is not { Status: CompanyStatus.Active } company
            || company.TakeNotices(now) is not { Count: > 0 } due)
        {
            return Result.Success;
        }

        var told = await billing.Tell(company, [.. due.Select(notice => DunningMails.For(notice, company, now))], cancellationToken);
        foreach (var notice in due)
        {
            audit.Note(
                "billing.notice",
                new AuditTarget("company", company.Id),
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["notice"] = Plan.Name(notice),
                    ["phase"] = Plan.Name(company.PhaseAt(now)),
                    ["told"] = told.ToString(CultureInfo.InvariantCulture),
                });
        }

        return Result.Success;
    }
}

/// <summary>Those of the company who can see to it that it is paid.</summary>
internal sealed class BillingPeople(IRepository<User> users, IRepository<CustomRole> roles)
{
    /// <summary>If there are more, the first of them, by when they came.</summary>
    private const int Most = 100;

    private static readonly List<Role> Roles = [.. Enum.GetValues<Role>().Where(role => role.Grants(Permission.ManageBilling))];

    public async Task<List<User>> Find(CancellationToken ct)
    {
        var custom = (await roles.ListAsync(new AllRolesSpec(), ct))
            .Where(role => role.Rights.Permissions.Contains(Permission.ManageBilling))
            .Select(role => (Guid?)role.Id)
            .ToList();
        return await users.ListAsync(new BillingPeopleSpec(custom), ct);
    }

    private sealed class AllRolesSpec : Specification<CustomRole>
    {
        public AllRolesSpec() => Query.OrderBy(role => role.Id).Take(CustomRole.MaxPerCompany).AsNoTracking();
    }

    private sealed class BillingPeopleSpec : Specification<User>
    {
        public BillingPeopleSpec(List<Guid?> customRoles) => Query
            .Where(user => user.Status == UserStatus.Active && (Roles.Contains(user.Role) || customRoles.Contains(user.CustomRoleId)))
            .OrderBy(user => user.Id)
            .Take(Most)
            .AsNoTracking();
    }
}

/// <summary>Looks once an hour what there is to say. One item for each company.</summary>
internal sealed class BillingNoticeWorker(ICompanyScope company) : IWorkHandler
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    public WorkKind Kind => WorkKind.BillingNotices;

    public async Task<WorkOutcome> Handle(WorkItem item, CancellationToken ct)
    {
        var sent = await company.Send(item.CompanyId, new SendBillingNoticesCommand(), ct);
        return WorkOutcome.Again(Interval) with { Error = sent.IsError ? sent.FirstError.Code : null };
    }
}

/// <summary>Every company gets the recurring work.</summary>
internal sealed class ScheduleBillingNotices(IWorkQueue queue, TimeProvider clock) : IDomainEventHandler<CompanyRegistered>
{
    private static readonly TimeSpan FirstLook = TimeSpan.FromHours(1);

    public Task Handle(CompanyRegistered domainEvent, CancellationToken ct)
    {
        queue.Enqueue(WorkKind.BillingNotices, domainEvent.CompanyId, clock.GetUtcNow() + FirstLook);
        return Task.CompletedTask;
    }
}
