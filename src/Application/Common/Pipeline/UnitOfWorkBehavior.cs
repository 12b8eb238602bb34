using ErrorOr;
using MediatR;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Domain.Auditing;

namespace SecurityTraining.Application.Common.Pipeline;

/// <summary>Puts every command into one transaction; queries need none, unless they leave a note in the audit log.</summary>
internal sealed class UnitOfWorkBehavior<TRequest, TResponse>(IUnitOfWork unitOfWork, AuditTrail trail, ICurrentUser user)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
    where TResponse : IErrorOr
{
    private static readonly IRunner? CommandRunner = FindRunner();

    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (CommandRunner is null)
        {
            return Read(next, cancellationToken);
        }

        trail.Start(MessageAudit<TRequest>.Describe(request));
        return CommandRunner.Run(unitOfWork, next, cancellationToken);
    }

    private async Task<TResponse> Read(RequestHandlerDelegate<TResponse> next, CancellationToken ct)
    {
        var response = await next();
        if (user.LookId is { } lookId)
        {
            NoteLook(lookId);
        }

        if (trail.Notes.Count > 0)
        {
            await unitOfWork.CommitNotes(ct);
        }

        return response;
    }

    /// <summary>Whatever the query has found, or not: nothing is shown by a look before it stands in the company's log.</summary>
    private void NoteLook(Guid lookId) => trail.Note(
        "platform.look-used",
        new AuditTarget("companyLook", lookId),
        new Dictionary<string, string>(StringComparer.Ordinal) { ["operation"] = MessageAudit<TRequest>.Action });

    private static IRunner? FindRunner()
    {
        var command = typeof(TRequest).GetInterfaces()
            .SingleOrDefault(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ICommand<>));
        if (command is null)
        {
            return null;
        }

        var runner = typeof(Runner<>).MakeGenericType(typeof(TRequest), typeof(TResponse), command.GenericTypeArguments[0]);
        return (IRunner)Activator.CreateInstance(runner)!;
    }

    private interface IRunner
    {
        Task<TResponse> Run(IUnitOfWork unitOfWork, RequestHandlerDelegate<TResponse> next, CancellationToken ct);
    }

    private sealed class Runner<T> : IRunner
    {
        public async Task<TResponse> Run(IUnitOfWork unitOfWork, RequestHandlerDelegate<TResponse> next, CancellationToken ct)
        {
            var response = await unitOfWork.Run(async _ => (ErrorOr<T>)(object)(await next())!, ct);
            return (TResponse)(object)response;
        }
    }
}
