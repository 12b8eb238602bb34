using ErrorOr;
using SecurityTraining.Application.Common;

namespace SecurityTraining.WebApi.Http;

/// <summary>
/// From the outcome of a use case to an HTTP answer: the value in the way that the name says, the errors as a problem.
/// </summary>
internal static class Answers
{
    /// <summary>200 with the value; with <c>ETag</c> (and 304) for an <see cref="IVersioned"/> row.</summary>
    public static async Task<OkAnswer<T>> ToOk<T>(this Task<ErrorOr<T>> outcome) => new(await outcome);

    /// <summary>200 with the page, and a <c>Link</c> to the others.</summary>
    public static async Task<OkAnswer<PagedList<T>>> ToOk<T>(this Task<ErrorOr<PagedList<T>>> outcome) =>
        new(await outcome, (request, list) => PageLinks.ForPage(request, list.Page, list.TotalPages));

    /// <summary>200 with the page, and a <c>Link</c> to the next.</summary>
    public static async Task<OkAnswer<CursorPage<T>>> ToOk<T>(this Task<ErrorOr<CursorPage<T>>> outcome) =>
        new(await outcome, (request, page) => page.NextCursor is { } next ? PageLinks.ForCursor(request, next) : null);

    /// <summary>201 with the value.</summary>
    public static async Task<CreatedAnswer<T>> ToCreated<T>(this Task<ErrorOr<T>> outcome, Func<T, string> location) =>
        new(await outcome, location);

    /// <summary>201 with <c>{"id": …}</c>.</summary>
    public static async Task<CreatedAnswer<Reference>> ToCreated(this Task<ErrorOr<Guid>> outcome, Func<Guid, string> location) =>
        new((await outcome).Then(id => new Reference(id)), reference => location(reference.Id));

    /// <summary>202 with the value, which is or names the resource that tells how the work goes.</summary>
    public static async Task<AcceptedAnswer<T>> ToAccepted<T>(this Task<ErrorOr<T>> outcome, Func<T, string> location) =>
        new(await outcome, location);

    /// <summary>202 with <c>{"id": …}</c>.</summary>
    public static async Task<AcceptedAnswer<Reference>> ToAccepted(this Task<ErrorOr<Guid>> outcome, Func<Guid, string> location) =>
        new((await outcome).Then(id => new Reference(id)), reference => location(reference.Id));

    /// <summary>202 without a word, for what is done later and reported nowhere.</summary>
    public static async Task<AcceptedAnswer> ToAccepted<T>(this Task<ErrorOr<T>> outcome) => new((await outcome).ErrorsOrEmptyList);

    /// <summary>204.</summary>
    public static async Task<NoContentAnswer> ToNoContent<T>(this Task<ErrorOr<T>> outcome) => new((await outcome).ErrorsOrEmptyList);

    /// <summary>Whatever else there is: files, redirects. The endpoint declares with <c>Produces</c> what that is.</summary>
    public static async Task<IResult> ToResult<T>(this Task<ErrorOr<T>> outcome, Func<T, IResult> success) =>
        (await outcome).Match(success, errors => new ProblemResult(errors));
}

/// <summary>The least that is said of something that was made.</summary>
internal sealed record Reference(Guid Id);
