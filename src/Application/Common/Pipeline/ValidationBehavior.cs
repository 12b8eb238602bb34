using ErrorOr;
using FluentValidation;
using MediatR;

namespace SecurityTraining.Application.Common.Pipeline;

/// <summary>Collects everything that is wrong with a message before anything is done with it.</summary>
internal sealed class ValidationBehavior<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
    where TResponse : IErrorOr
{
    private readonly IValidator<TRequest>[] _validators = [.. validators];

    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        List<Error>? errors = null;
        foreach (var validator in _validators)
        {
            foreach (var failure in validator.Validate(request).Errors)
            {
                (errors ??= []).Add(ValidationErrors.For(failure.PropertyName, failure.ErrorMessage));
            }
        }

        return errors is null ? next() : Task.FromResult(Responses<TResponse>.From(errors));
    }
}
