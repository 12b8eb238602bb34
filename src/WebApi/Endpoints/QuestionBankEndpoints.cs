using SecurityTraining.Application.Common;
using SecurityTraining.Application.Learning.QuestionBank;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Endpoints;

internal static class QuestionBankEndpoints
{
    private const string Bank = "/api/v1/question-bank";

    public static void MapQuestionBank(this RouteGroupBuilder api)
    {
        var bank = api.MapGroup("/question-bank").WithTags("Learning");
        bank.MapGet("/", ([AsParameters] ListBankQuestionsQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<BankQuestionListRow>();
        bank.MapPost("/", (BankQuestionInput question, ISender sender, CancellationToken ct) =>
            sender.Send(new CreateBankQuestionCommand(question), ct).ToCreated(id => $"{Bank}/{id}")).WithIdempotency();
        bank.MapGet("/{id}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new GetBankQuestionQuery(id), ct).ToOk()).WithFieldSelection<BankQuestionRow>();
        bank.MapPut("/{id}", (Guid id, BankQuestionInput question, ISender sender, CancellationToken ct) =>
            sender.Send(new ReplaceBankQuestionCommand(id, question), new GetBankQuestionQuery(id), ct).ToOk());
        bank.MapDelete("/{id}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new DeleteBankQuestionCommand(id), ct).ToNoContent());
        bank.MapPost("/{id}/restore", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new RestoreBankQuestionCommand(id), new GetBankQuestionQuery(id), ct).ToOk()).WithIdempotency();
    }
}
