using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SecurityTraining.Application.Analytics;
using SecurityTraining.Application.Auditing;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Identity.SingleSignOn;
using SecurityTraining.Application.Learning.Achievements;
using SecurityTraining.Application.Learning.Certificates;
using SecurityTraining.Application.Learning.Statistics;
using SecurityTraining.Application.Operation;
using SecurityTraining.Application.People;
using SecurityTraining.Application.Platform.Looks;
using SecurityTraining.Infrastructure.Persistence.Auditing;
using SecurityTraining.Infrastructure.Persistence.ControlPlane;
using SecurityTraining.Infrastructure.Persistence.Postgres;
using SecurityTraining.Infrastructure.Persistence.Sqlite;
using SecurityTraining.Infrastructure.Persistence.Work;

namespace SecurityTraining.Infrastructure.Persistence;

public enum DatabaseProvider
{
    Sqlite,
    Postgres,
}

internal static class PersistenceServices
{
    /// <summary>In the data folder.</summary>
    public const string SqliteFile = "securitytraining.db";

    /// <summary>Below PostgreSQL's default <c>max_connections</c> with two instances and a maintenance session.</summary>
    private const int MaxPoolSize = 40;

    private const int NpgsqlDefaultPoolSize = 100;

    private static readonly TenantRequired TenantRequired = new();
    private static readonly TenantGuard TenantGuard = new();
    private static readonly CompanyListings CompanyListings = new();

    public static IServiceCollection AddPersistence(this IServiceCollection services, IConfiguration configuration, DataFolder data)
    {
        if (configuration.GetValue("Database:Provider", DatabaseProvider.Sqlite) == DatabaseProvider.Postgres)
        {
            var connectionString = configuration.GetConnectionString("Database")
                ?? throw new InvalidOperationException("Database:Provider is Postgres, so ConnectionStrings:Database is needed.");
            services.AddSingleton(_ => BuildDataSource(connectionString));
            services.AddSingleton<DatabaseEngine, PostgresEngine>();
            services.AddPooledDbContextFactory<PostgresDbContext>((provider, options) =>
                options.UsePostgres(provider.GetRequiredService<NpgsqlDataSource>())
                    .AddInterceptors(TenantRequired, CompanyListings, TenantGuard, new ChangeTimes(provider.GetRequiredService<TimeProvider>()), new TenantSetting()));
            services.AddScopedContext<PostgresDbContext>();
        }
        else
        {
            var connectionString = SqliteConnectionString(data.File(SqliteFile));
            services.AddSingleton<DatabaseEngine, SqliteEngine>();
            services.AddPooledDbContextFactory<SqliteDbContext>((provider, options) =>
                options.UseSqliteFile(connectionString).AddInterceptors(
                    TenantRequired, CompanyListings, TenantGuard, new ChangeTimes(provider.GetRequiredService<TimeProvider>()), new SqliteLowerCase(),
                    new SqliteSecureDelete()));
            services.AddScopedContext<SqliteDbContext>();
        }

        services.AddScoped(typeof(IRepository<>), typeof(Repository<>));
        services.AddScoped(typeof(IReader<>), typeof(Reader<>));
        services.AddScoped<IUnitOfWork, UnitOfWork>();
        services.AddSingleton<LocalSessionEpoch>();
        services.AddScoped<AuditWriter>();
        services.AddScoped<IAuditLog, AuditLog>();
        services.AddScoped<WorkQueue>();
        services.AddScoped<IWorkQueue>(provider => provider.GetRequiredService<WorkQueue>());
        services.AddScoped<Precondition>();
        services.AddScoped<IPrecondition>(provider => provider.GetRequiredService<Precondition>());
        services.AddSingleton<WorkSignal>();
        services.AddScoped<ISignInRoutes, SignInRoutes>();
        services.AddScoped<ICertificateCodes, CertificateCodes>();
        services.AddScoped<ILookRoutes, LookRoutes>();
        services.AddScoped<ISignOnDomains, SignOnDomains>();
        services.AddScoped<IMailAllowances, MailAllowances>();
        services.AddSingleton<IIdempotencyStore, IdempotencyStore>();
        services.AddSingleton<IDatabaseProbe, DatabaseProbe>();
        services.AddSingleton<UserDirectoryQueries>();
        services.AddScoped<IUserDirectory, UserDirectory>();
        services.AddScoped<IRiskReports, RiskReports>();
        services.AddScoped<ILeaderboards, Leaderboards>();
        services.AddScoped<IQuizReports, QuizReports>();
        return services;
    }

    public static string SqliteConnectionString(string file) => $"Data Source={file};Foreign Keys=True;Default Timeout=30";

    public static DbContextOptionsBuilder UseSqliteFile(this DbContextOptionsBuilder options, string connectionString) =>
        options.UseSqlite(connectionString).UseConventions();

    public static DbContextOptionsBuilder UsePostgres(this DbContextOptionsBuilder options, NpgsqlDataSource dataSource) =>
        options.UseNpgsql(dataSource, npgsql => npgsql.MigrationsHistoryTable("__ef_migrations_history")).UseConventions();

    /// <summary>
    /// No reset when a connection goes back: nothing is ever set on it for longer than a transaction, and the reset costs a third of the
    /// throughput of reads.
    /// </summary>
    public static NpgsqlDataSource BuildDataSource(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { NoResetOnClose = true, IncludeErrorDetail = false };
        if (settings.MaxAutoPrepare == 0)
        {
            (settings.MaxAutoPrepare, settings.AutoPrepareMinUsages) = (200, 2);
        }

        if (settings.MaxPoolSize == NpgsqlDefaultPoolSize)
        {
            settings.MaxPoolSize = MaxPoolSize;
        }

        return new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
    }

    private static DbContextOptionsBuilder UseConventions(this DbContextOptionsBuilder options) => options
        .UseSnakeCaseNamingConvention()
        .EnableThreadSafetyChecks(false)
        .ConfigureWarnings(warnings => warnings
            .Throw(RelationalEventId.MultipleCollectionIncludeWarning)
            .Ignore(CoreEventId.PossibleIncorrectRequiredNavigationWithQueryFilterInteractionWarning));

    private static void AddScopedContext<TContext>(this IServiceCollection services)
        where TContext : AppDbContext =>
        services.AddScoped<AppDbContext>(provider =>
        {
            var db = provider.GetRequiredService<IDbContextFactory<TContext>>().CreateDbContext();
            db.StartScope(provider.GetRequiredService<ITenant>(), provider.GetRequiredService<Caller>().IsSystem);
            return db;
        });
}
