using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Simulations;

/// <summary>Shows the mails of a plan: those that a launch would make, and those that it has made.</summary>
internal sealed class PlannedMails(
    IRepository<Recipient> recipients,
    IRepository<User> users,
    IRepository<Company> companies,
    IRepository<LureTemplate> templates,
    ILureHistory history)
{
    public async Task<Forecast> Frozen(Simulation simulation, CancellationToken ct)
    {
        var mails = await recipients.ListAsync(new FrozenMailsSpec(simulation.Id), ct);
        var company = await companies.GetByIdAsync(simulation.CompanyId, ct);
        var end = simulation.Plan.EndsAt;
        return new Forecast(
            mails.ConvertAll(mail => new PlannedMail(mail.UserId, mail.SendAt, IsLate: mail.SendAt >= end)),
            NotEligible: 0,
            WithoutRoom: 0,
            company!.TimeZone);
    }

    /// <summary>The lures that some people would get.</summary>
    public async Task<List<PlannedMailRow>> Choose(Simulation simulation, List<PlannedMail> page, DateTimeOffset start, CancellationToken ct)
    {
        var ids = page.ConvertAll(mail => mail.UserId);
        var company = await companies.GetByIdAsync(simulation.CompanyId, ct);
        var lures = (await templates.ListAsync(new IdsSpec<LureTemplate>(simulation.Plan.TemplateIds), ct)).ToDictionary(lure => lure.Id);
        if (lures.Count == 0)
        {
            return [];
        }

        var people = (await users.ListAsync(new PlannedPeopleSpec(ids), ct)).ToDictionary(person => person.Id);
        var past = await history.Of(ids, ct);
        var picker = new LurePicker(
            simulation.Id,
            simulation.Plan.Selection,
            lures.Values.Select(lure => new LureOption(lure.Id, lure.Content.Language, lure.Difficulty, simulation.Plan.WeightOf(lure.Id))));
        return page.ConvertAll(mail =>
        {
            var person = people[mail.UserId];
            var choice = picker.Pick(person.Id, person.Language ?? company!.Language, [.. past[person.Id]], start);
            var lure = lures[choice.TemplateId];
            return new PlannedMailRow(
                person.Id, person.Email, $"{person.FirstName} {person.LastName}".Trim(), person.TimeZone ?? company!.TimeZone, mail.SendAt,
                lure.Id, lure.Name, lure.Difficulty, choice.Target, choice.Resisted, choice.FellFor, choice.IsRepeat);
        });
    }

    /// <summary>The lures that some people get.</summary>
    public async Task<List<PlannedMailRow>> Chosen(Simulation simulation, List<PlannedMail> page, CancellationToken ct)
    {
        var rows = (await recipients.ListAsync(new FrozenPageSpec(simulation.Id, page.ConvertAll(mail => mail.UserId)), ct))
            .ToDictionary(recipient => recipient.UserId);
        var company = await companies.GetByIdAsync(simulation.CompanyId, ct);
        var lures = simulation.Lures.ToDictionary(lure => lure.Id);
        return page.ConvertAll(mail =>
        {
            var recipient = rows[mail.UserId];
            var lure = lures[recipient.LureId];
            return new PlannedMailRow(
                recipient.UserId, recipient.Email, recipient.FullName, recipient.TimeZone ?? company!.TimeZone, mail.SendAt,
                lure.TemplateId, lure.Name, lure.Difficulty, recipient.TargetDifficulty, recipient.Resisted, recipient.FellFor, recipient.IsRepeat);
        });
    }

    private sealed class FrozenMailsSpec : Specification<Recipient, FrozenMail>
    {
        public FrozenMailsSpec(Guid simulationId)
        {
            Query.Where(recipient => recipient.SimulationId == simulationId);
            Selector = recipient => new FrozenMail(recipient.UserId, recipient.SendAt);
        }
    }

    private sealed class FrozenPageSpec : Specification<Recipient>
    {
        public FrozenPageSpec(Guid simulationId, IReadOnlyList<Guid> userIds) => Query
            .Where(recipient => recipient.SimulationId == simulationId && userIds.Contains(recipient.UserId))
            .AsNoTracking();
    }

    private sealed class PlannedPeopleSpec : Specification<User, PlannedPerson>
    {
        public PlannedPeopleSpec(IReadOnlyList<Guid> ids)
        {
            Query.Where(user => ids.Contains(user.Id));
            Selector = user => new PlannedPerson(user.Id, user.Email, user.FirstName, user.LastName, user.Language, user.TimeZone);
        }
    }

    private sealed record FrozenMail(Guid UserId, DateTimeOffset SendAt);

    private sealed record PlannedPerson(Guid Id, string Email, string FirstName, string LastName, string? Language, string? TimeZone);
}
