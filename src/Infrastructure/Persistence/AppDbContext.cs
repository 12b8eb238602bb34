using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Content;
using SecurityTraining.Domain.Learning.Enrollments;
using SecurityTraining.Domain.People;
using SecurityTraining.Infrastructure.Persistence.Configurations;

namespace SecurityTraining.Infrastructure.Persistence;

/// <summary>
/// The one model behind both databases. Instances are pooled, so what a scope brings along (<see cref="Tenant"/>) is set each time one is
/// handed out.
/// </summary>
public abstract partial class AppDbContext(DbContextOptions options) : DbContext(options)
{
    /// <summary>Named so that a test can take this wall away and see the others hold.</summary>
    public const string TenantFilter = "tenant";

    /// <summary>Keeps people who were deleted out of everything that does not ask for them.</summary>
    public const string NotDeletedFilter = "not_deleted";

    /// <summary>Tables of ids and routing that belong to no company; every other table has its walls.</summary>
    public const string ControlPlanePrefix = "control_";

    private ITenant _tenant = new Tenant();

    public ITenant Tenant => _tenant;

    /// <summary>What PostgreSQL has been told in the current transaction; null: nothing yet.</summary>
    internal string? AppliedTenant { get; set; }

    /// <summary>At work for the system, with as many rows as a company has, not for a request.</summary>
    internal bool IsInBackground { get; private set; }

    private Guid TenantId => _tenant.CompanyId ?? Guid.Empty;

    internal void StartScope(ITenant tenant, bool isInBackground)
    {
        _tenant = tenant;
        IsInBackground = isInBackground;
        AppliedTenant = null;

        // Statements that write always find a transaction, and in it the tenant.
        Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;

        // A command that fails is rolled back whole.
        Database.AutoSavepointsEnabled = false;
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(AppDbContext).Assembly);
        foreach (var type in modelBuilder.Model.GetEntityTypes().Select(entityType => entityType.ClrType))
        {
            var filter = type.IsAssignableTo(typeof(ICompanyOwned)) ? nameof(FilterByTenant)
                : type.IsAssignableTo(typeof(IPlatformContent)) ? nameof(FilterByTenantOrPlatform)
                : null;
            if (filter is not null)
            {
                typeof(AppDbContext).GetMethod(filter, System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!
                    .MakeGenericMethod(type).Invoke(this, [modelBuilder]);
            }
        }

        modelBuilder.Entity<User>().HasQueryFilter(NotDeletedFilter, user => user.Status != UserStatus.Deleted);
        modelBuilder.Entity<ContentFile>().HasQueryFilter(NotDeletedFilter, file => file.DeletedAt == null);
        modelBuilder.Entity<Enrollment>().HasQueryFilter(NotDeletedFilter, enrollment => enrollment.Status != EnrollmentStatus.Withdrawn);
        modelBuilder.Entity<Company>().HasQueryFilter(TenantFilter, company => company.Id == TenantId);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        configurationBuilder.Conventions.Add(_ => new CallerSuppliedKeysConvention());
    }

    private void FilterByTenant<T>(ModelBuilder modelBuilder)
        where T : class, ICompanyOwned =>
        modelBuilder.Entity<T>().HasQueryFilter(TenantFilter, entity => entity.CompanyId == TenantId);

    private void FilterByTenantOrPlatform<T>(ModelBuilder modelBuilder)
        where T : class, IPlatformContent =>
        modelBuilder.Entity<T>().HasQueryFilter(TenantFilter, entity => entity.CompanyId == null || entity.CompanyId == TenantId);
}
