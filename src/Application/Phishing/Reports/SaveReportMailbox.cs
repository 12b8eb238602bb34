using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing.Reports;

namespace SecurityTraining.Application.Phishing.Reports;

/// <summary>Sets up the mailbox to which people forward suspicious mails, or replaces what was set up. It is first looked into by the worker; see the test.</summary>
/// <param name="Secret">The password, or the client secret; absent: as before, which only the same server and user get.</param>
/// <param name="DoneFolder">Where messages go that have been taken in; absent: they stay, marked as read.</param>
[RequirePermission(Permission.ManagePhishing)]
public sealed record SaveReportMailboxCommand(
    string Host,
    string UserName,
    string? Secret = null,
    int Port = 993,
    MailboxSecurity Security = MailboxSecurity.Tls,
    MailboxLogin Login = MailboxLogin.Password,
    string Folder = "INBOX",
    string? DoneFolder = null,
    string? TokenUrl = null,
    string? ClientId = null,
    string? Scope = null) : ICommand<Success>
{
    internal MailboxAccess Access => new(Host.Trim(), Port, Security, Login, UserName, Folder, DoneFolder, TokenUrl, ClientId, Scope);
}

internal sealed class SaveReportMailboxValidator : AbstractValidator<SaveReportMailboxCommand>
{
    private const int MaxPort = 65535;

    public SaveReportMailboxValidator()
    {
        RuleFor(command => command.Host).NotEmpty().MaximumLength(MailboxAccess.MaxLength)
            .Must(host => Uri.CheckHostName(host?.Trim()) != UriHostNameType.Unknown).WithMessage("This is no host name.");
        RuleFor(command => command.Port).InclusiveBetween(1, MaxPort);
        RuleFor(command => command.UserName).NotEmpty().MaximumLength(MailboxAccess.MaxLength).Must(IsLine).WithMessage("One line, please.");
        RuleFor(command => command.Folder).NotEmpty().MaximumLength(MailboxAccess.MaxLength).Must(IsLine).WithMessage("One line, please.");
        RuleFor(command => command.DoneFolder).MaximumLength(MailboxAccess.MaxLength)
            .Must(folder => folder is null || (folder.Length > 0 && IsLine(folder))).WithMessage("One line, please.");
        RuleFor(command => command.DoneFolder).NotEqual(command => command.Folder);
        RuleFor(command => command.Secret).MaximumLength(MailboxAccess.MaxSecretLength)
            .Must(secret => secret is null || (secret.Length > 0 && IsLine(secret))).WithMessage("One line, please.");
        RuleFor(command => command.Security).IsInEnum();
        RuleFor(command => command.Login).IsInEnum();
        RuleFor(command => command.TokenUrl).MaximumLength(MailboxAccess.MaxLength)
            .Must(url => url is null || (Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "https" or "http")).WithMessage("This is no address.");
        RuleFor(command => command.ClientId).MaximumLength(MailboxAccess.MaxLength);
        RuleFor(command => command.Scope).MaximumLength(MailboxAccess.MaxLength);
        RuleFor(command => command.TokenUrl).NotEmpty().When(command => command.Login == MailboxLogin.XOAuth2);
        RuleFor(command => command.ClientId).NotEmpty().When(command => command.Login == MailboxLogin.XOAuth2);
    }

    private static bool IsLine(string? text) => text?.Any(char.IsControl) != true;
}

internal sealed class SaveReportMailboxHandler(
    IRepository<ReportMailbox> mailboxes, ICompanySecrets secrets, IWorkQueue queue, ICurrentUser me, TimeProvider clock)
    : ICommandHandler<SaveReportMailboxCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(SaveReportMailboxCommand request, CancellationToken cancellationToken)
    {
        var companyId = me.RequireCompanyId();
        var secret = request.Secret is { } plain ? secrets.Protect(companyId, SecretUse.ReportMailbox, plain) : null;
        if (await mailboxes.SingleOrDefaultAsync(new OwnMailboxSpec(), cancellationToken) is { } known)
        {
            return known.Change(request.Access, secret).Match<ErrorOr<Success>>(done => done, errors => errors.On("secret"));
        }

        if (secret is null)
        {
            return ReportMailboxErrors.SecretRequired.On("secret");
        }

        var mailbox = ReportMailbox.SetUp(companyId, request.Access, secret, clock.GetUtcNow());
        mailboxes.Add(mailbox);
        queue.Enqueue(WorkKind.ReportMailboxPoll, mailbox.Id, clock.GetUtcNow());
        return Result.Success;
    }
}

internal sealed class OwnMailboxSpec : SingleResultSpecification<ReportMailbox>
{
    public OwnMailboxSpec() => Query.Where(mailbox => true);
}
