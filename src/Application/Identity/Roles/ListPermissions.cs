using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Identity.Roles;

/// <summary>The catalogue of permissions that a company's own roles are made of.</summary>
[RequirePermission(Permission.ReadPeople)]
public sealed record ListPermissionsQuery(int? Page = null, int? PageSize = null) : IQuery<PagedList<PermissionRow>>, IPagedQuery;

/// <param name="Implies">What comes with it.</param>
/// <param name="Limitable">Whether a role that is limited to own departments can have it.</param>
/// <param name="MayGive">Whether the caller has it themselves, and so may put it into a role if they may make any.</param>
public sealed record PermissionRow(string Name, string Description, IReadOnlyList<string> Implies, bool Limitable, bool MayGive);

internal sealed class ListPermissionsValidator : AbstractValidator<ListPermissionsQuery>
{
    public ListPermissionsValidator() => this.ValidatePaging();
}

internal sealed class ListPermissionsHandler(ICurrentUser me) : IQueryHandler<ListPermissionsQuery, PagedList<PermissionRow>>
{
    private static readonly Dictionary<Permission, string> Descriptions = new()
    {
        [Permission.ReadCompany] = "See the company's settings, mail domains and columns.",
        [Permission.ManageCompany] = "Change the company's settings, mail domains and columns.",
        [Permission.ReadPeople] = "See people, departments, groups and roles, and export people.",
        [Permission.ManagePeople] = "Invite, change, import, deactivate and erase people; manage departments and groups; give roles.",
        [Permission.ReadPhishing] = "See phishing templates and simulations with their results, person by person.",
        [Permission.ManagePhishing] = "Write phishing templates; plan, start and end simulations.",
        [Permission.ReadContent] = "See and download files.",
        [Permission.ManageContent] = "Upload and delete files.",
        [Permission.ReadLearning] = "See courses and quizzes, with what answers them, and how people get on with them.",
        [Permission.ManageLearning] = "Write, publish, archive, copy, import and export courses and quizzes.",
        [Permission.AssignLearning] = "Assign courses to people, groups and departments, and take them back.",
        [Permission.ReadAnalytics] = "See risk scores of people, departments and the company, and what they are made of.",
        [Permission.ReadMailing] = "See mail templates and campaigns with their statistics.",
        [Permission.ManageMailing] = "Write mail templates; plan, send, pause and end campaigns; report bounces and complaints.",
        [Permission.ReadBilling] = "See the plan, how much of it is used, and what was paid.",
        [Permission.ManageBilling] = "Subscribe, change the plan and its seats, pay, and end the subscription.",
        [Permission.ReadAuditLog] = "Read, export and verify the audit log.",
        [Permission.ManageRoles] = "Make, change and delete the company's own roles.",
        [Permission.ManageApiKeys] = "Make, rotate and revoke API keys.",
    };

    public Task<ErrorOr<PagedList<PermissionRow>>> Handle(ListPermissionsQuery request, CancellationToken cancellationToken)
    {
        var (page, size) = (request.PageOrDefault(), request.PageSizeOrDefault());
        var rows = PermissionNames.All.Skip((page - 1) * size).Take(size).Select(Row).ToList();
        return Task.FromResult<ErrorOr<PagedList<PermissionRow>>>(new PagedList<PermissionRow>(rows, page, size, PermissionNames.All.Count));
    }

    private PermissionRow Row(string name)
    {
        var permission = PermissionNames.Find(name)!.Value;
        return new PermissionRow(
            name,
            Descriptions[permission],
            [.. PermissionNames.WithImplied([name]).Where(implied => implied != name)],
            CustomRights.HasLimit(permission),
            me.Has(permission));
    }
}
