using System.Linq.Expressions;
using ErrorOr;

namespace SecurityTraining.Application.Common.Pipeline;

/// <summary>Turns errors into the <c>ErrorOr&lt;T&gt;</c> that a message answers with, without reflection on the way.</summary>
internal static class Responses<TResponse>
{
    public static readonly Func<List<Error>, TResponse> From = Build();

    private static Func<List<Error>, TResponse> Build()
    {
        var errors = Expression.Parameter(typeof(List<Error>));
        return Expression.Lambda<Func<List<Error>, TResponse>>(Expression.Convert(errors, typeof(TResponse)), errors).Compile();
    }
}
