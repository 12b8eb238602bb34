using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Mailing.Templates;
using SecurityTraining.Application.Phishing;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Mailing;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Mailing.Campaigns;

/// <summary>
/// Sends a campaign's mail to a few people to look at, with each of its subjects, from the installation's own address. Nothing of it is counted.
/// </summary>
/// <param name="UserIds">At most ten; absent: the caller.</param>
[RequirePermission(Permission.ManageMailing)]
public sealed record TestSendCampaignCommand(Guid Id, IReadOnlyList<Guid>? UserIds = null) : ICommand<Success>
{
    public const int MaxPeople = 10;
}

internal sealed class TestSendCampaignValidator : AbstractValidator<TestSendCampaignCommand>
{
    public TestSendCampaignValidator() => RuleFor(command => command.UserIds)
        .Must(ids => ids is null || ids.Count <= TestSendCampaignCommand.MaxPeople).WithMessage($"At most {TestSendCampaignCommand.MaxPeople} people.");
}

internal sealed class TestSendCampaignHandler(
    IRepository<Campaign> campaigns,
    IRepository<MailTemplate> templates,
    IRepository<User> users,
    IRepository<Company> companies,
    RecipientSnapshots snapshots,
    LureDomainRules domains,
    IMailOutbox outbox,
    ICurrentUser me,
    TimeProvider clock) : ICommandHandler<TestSendCampaignCommand, Success>
{
    private const string Mark = "[Test] ";

    public async Task<ErrorOr<Success>> Handle(TestSendCampaignCommand request, CancellationToken cancellationToken)
    {
        if (await campaigns.GetByIdAsync(request.Id, cancellationToken) is not { } campaign)
        {
            return CampaignErrors.NotFound;
        }

        if (await templates.GetByIdAsync(campaign.Plan.TemplateId, cancellationToken) is not { } template)
        {
            return MailTemplateErrors.NotFound;
        }

        IReadOnlyList<Guid> ids = request.UserIds is { Count: > 0 } named ? [.. named.Distinct()] : me.UserId is { } caller ? [caller] : [];
        var people = await users.ListAsync(new IdsSpec<User>(ids), cancellationToken);
        if (people.Count == 0 || people.Count < ids.Count)
        {
            return ValidationErrors.For("userIds", UserErrors.NotFound.Description);
        }

        var allowed = await domains.Load(cancellationToken);
        if (people.Exists(person => person.Status != UserStatus.Active || !allowed.MayReceive(person.EmailDomain)))
        {
            return CampaignErrors.NotReachable;
        }

        var company = await companies.GetByIdAsync(campaign.CompanyId, cancellationToken);
        foreach (var (person, snapshot) in people.Zip(await snapshots.Take(company!, people, _ => clock.GetUtcNow(), cancellationToken)))
        {
            var content = template.In(snapshot.Language);
            string?[] subjects = [content.Subject, campaign.Test?.Subjects.GetValueOrDefault(content.Language)];
            var values = CampaignPreview.Of(snapshot.MergeValues);
            foreach (var mail in subjects.OfType<string>().Select(subject => CompiledMail.Of(content with { Subject = Mark + subject })))
            {
                outbox.Send(person, mail.Subject(values), mail.Html(values), mail.Text(values));
            }
        }

        return Result.Success;
    }
}
