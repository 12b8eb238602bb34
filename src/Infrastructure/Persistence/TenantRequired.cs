using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace SecurityTraining.Infrastructure.Persistence;

/// <summary>A query for which nobody has said whose rows it is about is a bug, and stops here, on both databases.</summary>
internal sealed class TenantRequired : DbCommandInterceptor
{
    public override InterceptionResult<DbCommand> CommandCreating(CommandCorrelatedEventData eventData, InterceptionResult<DbCommand> result) =>
        eventData.Context is AppDbContext { Tenant.IsEntered: false }
            ? throw new TenantViolationException("A query without a company: enter one, or the control plane, first.")
            : result;
}
