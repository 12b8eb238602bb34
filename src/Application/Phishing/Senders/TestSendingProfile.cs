using System.Globalization;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Senders;

/// <summary>Sends a mail through the profile to whoever asks, at their own verified address and no other, and waits for the server's answer.</summary>
[RequirePermission(Permission.ManagePhishing)]
public sealed record TestSendingProfileCommand(Guid Id) : ICommand<TestSendOutcome>;

/// <param name="Accepted">Whether the server has taken the mail; that it arrives is another matter.</param>
/// <param name="Answer">The server's own words, or why there were none.</param>
public sealed record TestSendOutcome(bool Accepted, MailVerdict Verdict, string Answer, string SentTo);

internal sealed class TestSendingProfileValidator : AbstractValidator<TestSendingProfileCommand>
{
    public TestSendingProfileValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class TestSendingProfileHandler(
    IRepository<SendingProfile> profiles,
    IRepository<User> users,
    LureDomainRules domains,
    IProfileSender sender,
    ICurrentUser me,
    TimeProvider clock) : ICommandHandler<TestSendingProfileCommand, TestSendOutcome>
{
    public async Task<ErrorOr<TestSendOutcome>> Handle(TestSendingProfileCommand request, CancellationToken cancellationToken)
    {
        if (await profiles.GetByIdAsync(request.Id, cancellationToken) is not { } profile)
        {
            return SendingProfileErrors.NotFound;
        }

        if (me.UserId is not { } userId || await users.GetByIdAsync(userId, cancellationToken) is not { EmailVerifiedAt: not null } person)
        {
            return SendingProfileErrors.AddressUnverified;
        }

        var from = $"test@{profile.SenderDomain}";
        if ((await domains.Load(cancellationToken)).CheckSender(from) is { IsError: true } refused)
        {
            return refused.Errors;
        }

        var sent = await sender.Send(profile.CompanyId, profile.Id, Mail(profile, person, from), cancellationToken);
        return new TestSendOutcome(sent.Receipt.Verdict == MailVerdict.Accepted, sent.Receipt.Verdict, sent.Receipt.Reply, person.Email);
    }

    private RenderedMail Mail(SendingProfile profile, User person, string from)
    {
        var now = clock.GetUtcNow();
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"This mail shows that the sending profile works. It was asked for in SecurityTraining at {now:yyyy-MM-dd HH:mm} UTC.");
        return new RenderedMail(
            $"{Guid.CreateVersion7(now):N}@{profile.SenderDomain}",
            new MailParty("SecurityTraining", from),
            new MailParty(person.FullName, person.Email),
            $"Test of the sending profile {profile.Name}",
            text + "\n",
            $"<p>{text}</p>",
            new Dictionary<string, string>(StringComparer.Ordinal),
            new Dictionary<string, byte[]>(StringComparer.Ordinal));
    }
}
