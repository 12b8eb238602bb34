using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace SecurityTraining.Infrastructure.Persistence.Postgres;

/// <summary>
/// Tells PostgreSQL which company's rows the next statement may touch. Outside a transaction the setting and the query go out as one
/// batch, which PostgreSQL runs as one implicit transaction: one round trip, and nothing stays behind on the pooled connection. Inside a
/// transaction it is set once.
/// </summary>
internal sealed class TenantSetting : DbCommandInterceptor, IDbTransactionInterceptor
{
    private const string Parameter = "app_company";
    private const string Setting = "select set_config('app.company_id', @" + Parameter + ", true)";
    private const string Prefix = Setting + ";\n";

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (NeedsOwnStatement(command, eventData, out var tenant))
        {
            await using var setting = CreateSetting(command, tenant);
            await setting.ExecuteNonQueryAsync(cancellationToken);
        }
        else if (tenant is not null)
        {
            SetInBatch(command, tenant);
        }

        return result;
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        if (NeedsOwnStatement(command, eventData, out var tenant))
        {
            using var setting = CreateSetting(command, tenant);
            setting.ExecuteNonQuery();
        }
        else if (tenant is not null)
        {
            SetInBatch(command, tenant);
        }

        return result;
    }

    public override async ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        if (IsSetInBatch(command))
        {
            await result.NextResultAsync(cancellationToken);
        }

        return result;
    }

    public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result)
    {
        if (IsSetInBatch(command))
        {
            result.NextResult();
        }

        return result;
    }

    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (NeedsOwnStatement(command, eventData, out var tenant))
        {
            await using var setting = CreateSetting(command, tenant);
            await setting.ExecuteNonQueryAsync(cancellationToken);
        }
        else if (tenant is not null)
        {
            SetInBatch(command, tenant);
        }

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

    /// <param name="tenant">What is to be set; null if the transaction knows it already.</param>
    private static bool NeedsOwnStatement(DbCommand command, CommandEventData eventData, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? tenant)
    {
        var db = (AppDbContext)eventData.Context!;
        var current = db.Tenant.CompanyId?.ToString() ?? "";
        if (command.Transaction is null)
        {
            tenant = current;
            return false;
        }

        if (string.Equals(db.AppliedTenant, current, StringComparison.Ordinal))
        {
            tenant = null;
            return false;
        }

        db.AppliedTenant = tenant = current;
        return true;
    }

    private static DbCommand CreateSetting(DbCommand command, string tenant)
    {
        var setting = command.Connection!.CreateCommand();
        setting.Transaction = command.Transaction;
        setting.CommandText = Setting;
        setting.Parameters.Add(new NpgsqlParameter<string>(Parameter, tenant));
        return setting;
    }

    private static void SetInBatch(DbCommand command, string tenant)
    {
        command.CommandText = Prefix + command.CommandText;
        command.Parameters.Add(new NpgsqlParameter<string>(Parameter, tenant));
    }

    private static bool IsSetInBatch(DbCommand command) => command.CommandText.StartsWith(Prefix, StringComparison.Ordinal);
}
