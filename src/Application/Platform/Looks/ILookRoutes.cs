using SecurityTraining.Domain.Platform;

namespace SecurityTraining.Application.Platform.Looks;

/// <summary>Which company a look leads into: the control plane's, as the look itself stands behind the company's walls.</summary>
public interface ILookRoutes
{
    /// <summary>Written with the rest of the unit of work.</summary>
    void Add(CompanyLook look);

    Task<Guid?> FindCompany(Guid lookId, CancellationToken ct);
}
