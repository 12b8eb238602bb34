using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace SecurityTraining.Infrastructure.Persistence.Postgres;

/// <summary>
/// Tells PostgreSQL which company's rows the next statement may touch. Outside a transaction the setting and the query go out as one
/// batch, which PostgreSQL runs as one implicit transaction: one round trip, and nothing stays behind on the pooled connection. Inside a
/// transaction only the first statement brings it along.
/// </summary>
/// <remarks>
/// Whoever works in the background fills tables that PostgreSQL has no statistics about yet, and a prepared statement planned once for an
/// empty table would go through all of a company's rows for each row that it looks for, until the next ANALYZE. So there every statement
/// is planned for what it is asked.
/// </remarks>
internal sealed class TenantSetting : DbCommandInterceptor, IDbTransactionInterceptor
{
    private const string Parameter = "app_company";
    private const string Setting = "select set_config('app.company_id', @" + Parameter + ", true)";
    private const string SettingInBackground = Setting + ", set_config('plan_cache_mode', 'force_custom_plan', true)";

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        await Announce(command, eventData, cancellationToken);
        return result;
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        using var setting = TakeOrPrepend(command, eventData);
        setting?.ExecuteNonQuery();
        return result;
    }

    public override async ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        if (StartsWithSetting(command))
        {
            await result.NextResultAsync(cancellationToken);
        }

        return result;
    }

    public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result)
    {
        if (StartsWithSetting(command))
        {
            result.NextResult();
        }

        return result;
    }

    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        await Announce(command, eventData, cancellationToken);
        return result;
    }

    public DbTransaction TransactionStarted(DbConnection connection, TransactionEndEventData eventData, DbTransaction result)
    {
        ((AppDbContext)eventData.Context!).AppliedTenant = null;
        return result;
    }

    public ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(TransactionStarted(connection, eventData, result));

    private static async ValueTask Announce(DbCommand command, CommandEventData eventData, CancellationToken ct)
    {
        await using var setting = TakeOrPrepend(command, eventData);
        if (setting is not null)
        {
            await setting.ExecuteNonQueryAsync(ct);
        }
    }

    /// <returns>A statement to run before the command; null if the command has it within itself, or the transaction knows already.</returns>
    private static DbCommand? TakeOrPrepend(DbCommand command, CommandEventData eventData)
    {
        var db = (AppDbContext)eventData.Context!;
        var tenant = db.Tenant.CompanyId?.ToString() ?? "";
        if (command.Transaction is not null)
        {
            if (string.Equals(db.AppliedTenant, tenant, StringComparison.Ordinal))
            {
                return null;
            }

            db.AppliedTenant = tenant;
        }

        var text = db.IsInBackground ? SettingInBackground : Setting;
        if (eventData.CommandSource == CommandSource.SaveChanges)
        {
            // Its results are counted by the place of their statements.
            var setting = command.Connection!.CreateCommand();
            setting.Transaction = command.Transaction;
            setting.CommandText = text;
            setting.Parameters.Add(new NpgsqlParameter<string>(Parameter, tenant));
            return setting;
        }

        command.CommandText = $"{text};\n{command.CommandText}";
        command.Parameters.Add(new NpgsqlParameter<string>(Parameter, tenant));
        return null;
    }

    private static bool StartsWithSetting(DbCommand command) => command.CommandText.StartsWith(Setting, StringComparison.Ordinal);
}
