using ErrorOr;
using MediatR;

namespace SecurityTraining.Application.Common.Pipeline;

/// <summary>Puts every command into one transaction; queries need none.</summary>
internal sealed class UnitOfWorkBehavior<TRequest, TResponse>(IUnitOfWork unitOfWork) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
    where TResponse : IErrorOr
{
    private static readonly IRunner? CommandRunner = FindRunner();

    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        CommandRunner is null ? next() : CommandRunner.Run(unitOfWork, next, cancellationToken);

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
