using ErrorOr;
using MediatR;

namespace SecurityTraining.Application.Common;

/// <summary>What every use case answers with: its value, or the named errors that kept it from one.</summary>
public interface IMessage<T> : IRequest<ErrorOr<T>>;

/// <summary>Changes state. Runs in one transaction, which commits only if the answer carries no error.</summary>
public interface ICommand<T> : IMessage<T>;

/// <summary>Reads. Changes nothing.</summary>
public interface IQuery<T> : IMessage<T>;

public interface ICommandHandler<in TCommand, T> : IRequestHandler<TCommand, ErrorOr<T>>
    where TCommand : ICommand<T>;

public interface IQueryHandler<in TQuery, T> : IRequestHandler<TQuery, ErrorOr<T>>
    where TQuery : IQuery<T>;

/// <summary>The one way into a use case: from an endpoint, from a worker, from a test. Never from another use case.</summary>
public interface ISender
{
    Task<ErrorOr<T>> Send<T>(IMessage<T> message, CancellationToken ct = default);
}

internal sealed class Sender(IMediator mediator) : ISender
{
    public Task<ErrorOr<T>> Send<T>(IMessage<T> message, CancellationToken ct = default) => mediator.Send(message, ct);
}
