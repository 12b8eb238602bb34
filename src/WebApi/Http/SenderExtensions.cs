using ErrorOr;
using SecurityTraining.Application.Common;

namespace SecurityTraining.WebApi.Http;

internal static class SenderExtensions
{
    /// <summary>Changes something and answers with what it has become.</summary>
    public static async Task<ErrorOr<TRow>> Send<TDone, TRow>(
        this ISender sender, ICommand<TDone> command, IQuery<TRow> thenRead, CancellationToken ct)
    {
        var done = await sender.Send(command, ct);
        return done.IsError ? done.Errors : await sender.Send(thenRead, ct);
    }
}
