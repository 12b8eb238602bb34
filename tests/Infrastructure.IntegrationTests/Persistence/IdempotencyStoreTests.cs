using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Infrastructure.IntegrationTests.Persistence;

public sealed class IdempotencyStoreTests
{
    private static readonly string Key = new('a', 64);
    private static readonly string Request = new('b', 64);

    [Theory, ClassData(typeof(Engines))]
    public async Task Who_took_too_long_does_not_settle_the_claim_of_whoever_came_after(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = (await app.AddCompany()).Id;
        var store = app.Services.GetRequiredService<IIdempotencyStore>();
        var slow = await store.Claim(company, Key, Request, CancellationToken.None);
        app.Clock.Advance(TimeSpan.FromMinutes(3));
        var next = await store.Claim(company, Key, Request, CancellationToken.None);
        (slow.Outcome, next.Outcome).ShouldBe((IdempotencyOutcome.New, IdempotencyOutcome.New));

        await store.Complete(company, Key, slow, Answer("slow"), CancellationToken.None);
        await store.Abandon(company, Key, slow, CancellationToken.None);
        (await store.Claim(company, Key, Request, CancellationToken.None)).Outcome.ShouldBe(IdempotencyOutcome.InProgress);

        await store.Complete(company, Key, next, Answer("next"), CancellationToken.None);
        var replay = await store.Claim(company, Key, Request, CancellationToken.None);
        (replay.Outcome, replay.Response!.Location).ShouldBe((IdempotencyOutcome.Replay, "next"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_was_not_done_may_be_tried_again(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = (await app.AddCompany()).Id;
        var store = app.Services.GetRequiredService<IIdempotencyStore>();

        await store.Abandon(company, Key, await store.Claim(company, Key, Request, CancellationToken.None), CancellationToken.None);

        (await store.Claim(company, Key, Request, CancellationToken.None)).Outcome.ShouldBe(IdempotencyOutcome.New);
    }

    private static StoredResponse Answer(string location) => new(201, "application/json", location, ETag: null, Body: default);
}
