using AutoMapper;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Domain.Phishing.WorksCouncil;

namespace SecurityTraining.Application.Phishing.WorksCouncil;

/// <summary>
/// What a simulation has come to. Only those count who got their mail: of the others everybody knows that they did nothing, so that nobody
/// could hide among them.
/// </summary>
[PlatformScope]
public sealed record CountPseudonymousResultsQuery(Guid SimulationId) : IQuery<CountedResults>;

/// <param name="ByPseudonym">In the order of the pseudonyms, which says nothing of who did what when.</param>
public sealed record CountedResults(DisclosedResults Disclosed, IReadOnlyList<PseudonymousResult> ByPseudonym);

internal sealed class CountPseudonymousResultsHandler(
    IRepository<Simulation> simulations, IReader<Recipient> recipients, IPseudonymousRecords records, Pseudonyms pseudonyms)
    : IQueryHandler<CountPseudonymousResultsQuery, CountedResults>
{
    public async Task<ErrorOr<CountedResults>> Handle(CountPseudonymousResultsQuery request, CancellationToken cancellationToken)
    {
        if (await simulations.GetByIdAsync(request.SimulationId, cancellationToken) is not { WorksCouncil: { } terms } simulation)
        {
            return SimulationErrors.NotFound;
        }

        var keys = await pseudonyms.Of([simulation.Id], cancellationToken);
        if (!keys.TryGetValue(simulation.Id, out var key))
        {
            return WorksCouncilErrors.KeyDestroyed;
        }

        var deeds = HitHindsight.Judge(await records.AllHits(simulation.Id, cancellationToken));
        var people = new List<(Guid Pseudonym, string? Department, Deeds Deeds)>();
        await foreach (var recipient in recipients.StreamAsync<ReachedPerson>(new ReachedSpec(simulation.Id)).WithCancellation(cancellationToken))
        {
            var pseudonym = key.Of(recipient.Id);
            people.Add((pseudonym, recipient.Department, deeds.GetValueOrDefault(pseudonym)));
        }

        var disclosed = new Disclosure(terms.SmallestGroup).Of(people.Select(person => (person.Department, person.Deeds)));
        return new CountedResults(
            disclosed,
            [.. people.OrderBy(person => person.Pseudonym)
                .Select(person => PseudonymousResult.Of(simulation, person.Pseudonym, person.Deeds, disclosed.Total))
                .OfType<PseudonymousResult>()]);
    }

    private sealed class ReachedSpec : Specification<Recipient>
    {
        public ReachedSpec(Guid simulationId) =>
            Query.Where(recipient => recipient.SimulationId == simulationId && recipient.Delivery == DeliveryStatus.Sent).OrderBy(recipient => recipient.Id);
    }
}

internal sealed record ReachedPerson(Guid Id, string? Department);

internal sealed class ReachedPersonProfile : Profile
{
    public ReachedPersonProfile() => CreateProjection<Recipient, ReachedPerson>();
}
