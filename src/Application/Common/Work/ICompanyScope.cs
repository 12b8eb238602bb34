using ErrorOr;

namespace SecurityTraining.Application.Common.Work;

/// <summary>How a worker uses a use case: in a fresh scope, inside one company, as the system.</summary>
public interface ICompanyScope
{
    Task<ErrorOr<T>> Send<T>(Guid companyId, IMessage<T> message, CancellationToken ct);
}
