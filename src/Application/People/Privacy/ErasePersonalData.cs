using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Learning.Certificates;
using SecurityTraining.Application.Phishing.Reports;
using SecurityTraining.Application.Phishing.WorksCouncil;
using SecurityTraining.Application.Webhooks;
using SecurityTraining.Domain.Mailing;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Domain.Webhooks;

namespace SecurityTraining.Application.People.Privacy;

/// <summary>
/// Removes a person whose time to be restored is over: their row with account, risk score and certificates, mails to them, what partners
/// were told of them, who they were in simulations, campaigns and imports, and what ties them to entries of the audit log. What they did
/// stays without them, so that no number of a simulation changes.
/// </summary>
/// <param name="ImportIds">Imports that show them.</param>
/// <param name="FilesGone">Those of them whose files named them, and have been deleted.</param>
[RetryOnConflict]
[PlatformScope]
public sealed record ErasePersonalDataCommand(Guid UserId, IReadOnlyList<Guid> ImportIds, IReadOnlyList<Guid> FilesGone) : ICommand<Success>;

internal sealed class ErasePersonalDataValidator : AbstractValidator<ErasePersonalDataCommand>
{
    public ErasePersonalDataValidator() =>
        RuleForEach(command => command.FilesGone).Must((command, id) => command.ImportIds.Contains(id));
}

internal sealed class ErasePersonalDataHandler(
    IRepository<User> users,
    IRepository<Recipient> recipients,
    IRepository<OutgoingMail> mails,
    IRepository<CampaignMessage> campaignMails,
    IRepository<PeopleImport> imports,
    IRepository<WebhookDelivery> deliveries,
    ISignInRoutes routes,
    CertificatePress certificates,
    ReporterErasure reporters,
    PseudonymousRecorder pseudonymous,
    IAuditTrail audit,
    TimeProvider clock) : ICommandHandler<ErasePersonalDataCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(ErasePersonalDataCommand request, CancellationToken cancellationToken)
    {
        var user = await users.SingleOrDefaultAsync(new UserOrDeletedSpec(request.UserId), cancellationToken);
        if (user?.IsToBeErased(clock.GetUtcNow()) != true)
        {
            return Result.Success;
        }

        var received = await recipients.ListAsync(new RecipientWithHitsSpec(user.Id), cancellationToken);
        foreach (var recipient in received)
        {
            recipient.Forget();
        }

        await pseudonymous.Forget(received, cancellationToken);

        foreach (var message in await campaignMails.ListAsync(new CampaignMailsOfSpec([user.Id]), cancellationToken))
        {
            message.Forget();
        }

        foreach (var mail in (await mails.ListAsync(new MailsToSpec(user.AllEmails), cancellationToken))
            .Where(mail => user.HadAddress(mail.ToAddress, mail.CreatedAt)))
        {
            mails.Remove(mail);
        }

        foreach (var import in await imports.ListAsync(new IdsSpec<PeopleImport>(request.ImportIds), cancellationToken))
        {
            import.ForgetPeople(withFile: request.FilesGone.Contains(import.Id));
        }

        var led = await users.ListAsync(new LedBySpec(await users.AddressesOf(user, cancellationToken)), cancellationToken);
        foreach (var other in await recipients.ListAsync(new RecipientsOfSpec(led.ConvertAll(person => person.Id)), cancellationToken))
        {
            other.ForgetManager(user.FullName);
        }

        foreach (var message in await campaignMails.ListAsync(new CampaignMailsOfSpec(led.ConvertAll(person => person.Id)), cancellationToken))
        {
            message.ForgetManager(user.FullName);
        }

        foreach (var other in led)
        {
            other.SetProfile(other.Profile with { ManagerEmail = null });
        }

        foreach (var delivery in await deliveries.ListAsync(new DeliveriesOfSpec(user.Id), cancellationToken))
        {
            delivery.Forget(WebhookPublisher.Data(PersonFacts.OnlyId(user.Id)));
        }

        await routes.Release(user.Email, SignInRoute.Of(user), cancellationToken);
        await certificates.Forget(user.Id, cancellationToken);
        await reporters.Forget(user, cancellationToken);
        audit.Forget(user.Id);
        users.Remove(user);
        return Result.Success;
    }

    private sealed class RecipientsOfSpec : Specification<Recipient>
    {
        public RecipientsOfSpec(IReadOnlyList<Guid> userIds) => Query.Where(recipient => userIds.Contains(recipient.UserId));
    }

    private sealed class RecipientWithHitsSpec : Specification<Recipient>
    {
        public RecipientWithHitsSpec(Guid userId) => Query.Where(recipient => recipient.UserId == userId).Include(recipient => recipient.Events);
    }

    private sealed class CampaignMailsOfSpec : Specification<CampaignMessage>
    {
        public CampaignMailsOfSpec(IReadOnlyList<Guid> userIds) => Query.Where(message => userIds.Contains(message.UserId));
    }

    /// <summary>Of those about courses and lures only ids are known anyway.</summary>
    private sealed class DeliveriesOfSpec : Specification<WebhookDelivery>
    {
        public DeliveriesOfSpec(Guid userId) => Query.Where(delivery => delivery.UserId == userId
            && (delivery.Type == WebhookEvents.PersonCreated || delivery.Type == WebhookEvents.PersonUpdated || delivery.Response != null));
    }

    private sealed class MailsToSpec : Specification<OutgoingMail>
    {
        public MailsToSpec(IReadOnlyList<string> emails) => Query.Where(mail => emails.Contains(mail.ToAddress));
    }
}
