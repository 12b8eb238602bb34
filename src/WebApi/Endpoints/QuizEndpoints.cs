using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Learning.QuestionBank;
using SecurityTraining.Application.Learning.Quizzes;
using SecurityTraining.Application.Learning.Regrading;
using SecurityTraining.Application.Learning.Statistics;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Endpoints;

internal static class QuizEndpoints
{
    private const string Quizzes = "/api/v1/quizzes";

    public static void MapQuizzes(this RouteGroupBuilder api)
    {
        var quizzes = api.MapGroup("/quizzes").WithTags("Learning");
        quizzes.MapGet("/", ([AsParameters] ListQuizzesQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<QuizListRow>();
        quizzes.MapPost("/", (QuizInput quiz, ISender sender, CancellationToken ct) =>
            sender.Send(new CreateQuizCommand(quiz), ct).ToCreated(id => $"{Quizzes}/{id}")).WithIdempotency();
        quizzes.MapGet("/{id}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new GetQuizQuery(id), ct).ToOk()).WithFieldSelection<QuizRow>();
        quizzes.MapPatch("/{id}", (Guid id, QuizChanges changes, ISender sender, CancellationToken ct) =>
            sender.Send(new UpdateQuizCommand(id, changes), new GetQuizQuery(id), ct).ToOk());
        quizzes.MapDelete("/{id}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new DeleteQuizCommand(id), ct).ToNoContent());

        quizzes.MapGet("/{id}/statistics", (Guid id, Guid? departmentId, ISender sender, CancellationToken ct) =>
            sender.Send(new GetQuizStatisticsQuery(id, departmentId), ct).ToOk());
        quizzes.MapGet("/{id}/regradings/{regradingId}", (Guid id, Guid regradingId, ISender sender, CancellationToken ct) =>
            sender.Send(new GetRegradingQuery(id, regradingId), ct).ToOk()).WithFieldSelection<RegradingRow>();

        var questions = quizzes.MapGroup("/{id}/questions");
        questions.MapPost("/", (Guid id, QuestionInput question, ISender sender, CancellationToken ct) =>
            sender.Send(new AddQuestionCommand(id, question), ct).ToCreated(_ => $"{Quizzes}/{id}")).WithIdempotency();
        questions.MapPut("/{questionId}", (Guid id, Guid questionId, QuestionInput question, ISender sender, CancellationToken ct) =>
            sender.Send(new ReplaceQuestionCommand(id, questionId, question), new GetQuizQuery(id), ct).ToOk());
        questions.MapDelete("/{questionId}", (Guid id, Guid questionId, ISender sender, CancellationToken ct) =>
            sender.Send(new RemoveQuestionCommand(id, questionId), ct).ToNoContent());
        questions.MapPost("/from-bank", (Guid id, CopyRequest copy, ISender sender, CancellationToken ct) =>
            sender.Send(new CopyBankQuestionsCommand(id, copy.QuestionIds), new GetQuizQuery(id), ct).ToOk()).WithIdempotency();
        questions.MapPost("/{questionId}/correct", (Guid id, Guid questionId, KeyInput key, ISender sender, CancellationToken ct) =>
            sender.Send(new CorrectQuestionCommand(id, questionId, key), ct)
                .ThenAsync(regradingId => sender.Send(new GetRegradingQuery(id, regradingId), ct))
                .ToAccepted(regrading => $"{Quizzes}/{id}/regradings/{regrading.Id}")).WithIdempotency();
    }

    /// <param name="QuestionIds">Of questions of the bank, in the order in which they are to be added.</param>
    internal sealed record CopyRequest(IReadOnlyList<Guid> QuestionIds);
}
