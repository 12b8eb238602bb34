using System.Buffers.Text;
using System.Text;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Identity;
using SecurityTraining.Application.Phishing.Reports;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing.Reports;

namespace SecurityTraining.Application.Phishing.Tracking;

/// <summary>
/// The report button: somebody says that a mail looks suspicious. People report what they got themselves; administrators, and the mail
/// add-ins that they run, report for anybody in the company. A simulation is known by any of its traces; another mail becomes a case if
/// there is enough of it to look at: the whole, or its header.
/// </summary>
/// <param name="MessageId">The mail's Message-ID, with or without angle brackets.</param>
/// <param name="Token">The token, or the whole address, of any link in the mail.</param>
/// <param name="Mime">The whole mail as it was received (RFC 5322), Base64.</param>
/// <param name="Headers">Where an add-in sees no more: the lines of its header.</param>
/// <param name="Reporter">The mail address of whoever reports, if that is not the caller; for administrators and add-ins.</param>
[RequirePermission(Permission.ReportPhishing)]
[RetryOnConflict]
[DespiteUnpaid]
public sealed record ReportPhishingCommand(
    string? MessageId = null, string? Token = null, string? Mime = null, string? Headers = null, string? Reporter = null) : ICommand<PhishingReport>;

/// <param name="Simulation">It was one of the company's own tests: well done.</param>
/// <param name="SimulationId">Null if it was none, or one that somebody else was sent.</param>
public sealed record PhishingReport(bool Simulation, Guid? SimulationId, DateTimeOffset ReportedAt)
{
    /// <summary>The case in the triage queue, if it was no simulation.</summary>
    public Guid? ReportId { get; init; }

    /// <summary>For showing to the reporter, in their language.</summary>
    public string Message { get; init; } = "";
}

internal sealed class ReportPhishingValidator : AbstractValidator<ReportPhishingCommand>
{
    private const int MaxLength = 2000;
    private const int MaxHeadersLength = 256 * 1024;
    private const int MaxMimeLength = ReportedMail.MaxMimeBytes / 3 * 4 + 4;

    public ReportPhishingValidator()
    {
        RuleFor(command => command.MessageId).MaximumLength(MaxLength);
        RuleFor(command => command.Token).MaximumLength(MaxLength);
        RuleFor(command => command.Headers).MaximumLength(MaxHeadersLength);
        RuleFor(command => command.Mime).MaximumLength(MaxMimeLength)
            .Must(mime => mime is null || Base64.IsValid(mime)).WithMessage("Send the mail as Base64.");
        RuleFor(command => command.Reporter!).IsEmail().When(command => command.Reporter is not null);
        RuleFor(command => command.MessageId).NotEmpty()
            .When(command => string.IsNullOrEmpty(command.Token) && string.IsNullOrEmpty(command.Mime) && string.IsNullOrEmpty(command.Headers))
            .WithMessage("Send the mail itself, its headers, its messageId, or the token of a link in it.");
    }
}

internal sealed class ReportPhishingHandler(MailReports reports, IMailReader reader, Reporters reporters, ICurrentUser me)
    : ICommandHandler<ReportPhishingCommand, PhishingReport>
{
    public async Task<ErrorOr<PhishingReport>> Handle(ReportPhishingCommand request, CancellationToken cancellationToken)
    {
        var mail = Read(request);
        if (mail is { IsError: true, FirstError: var unreadable })
        {
            return unreadable;
        }

        var reporter = await reporters.Find(request.Reporter, cancellationToken);
        if (reporter.IsError)
        {
            return reporter.Errors;
        }

        var named = LureRecognition.TracesOf(request.MessageId, request.Token);
        var traces = mail?.Value.Traces is { } read ? new MailTraces([.. named.MessageIds, .. read.MessageIds], [.. named.Tokens, .. read.Tokens]) : named;
        var forAnybody = request.Reporter is null && (me.UserId is null || me.Has(Permission.ManagePhishing));
        return await reports.Take(new IncomingReport(traces, mail?.Value, reporter.Value, ReportSource.AddIn, forAnybody), cancellationToken);
    }

    private ErrorOr<ReadMail>? Read(ReportPhishingCommand request)
    {
        var bytes = request.Mime is { Length: > 0 } mime ? Convert.FromBase64String(mime)
            : request.Headers is { Length: > 0 } headers ? Encoding.UTF8.GetBytes(headers)
            : null;
        return bytes is null ? null : reader.Read(bytes) is { } mail ? mail : ReportedMailErrors.Unreadable;
    }
}

/// <summary>Who reports: the caller, or whom the caller may speak for.</summary>
internal sealed class Reporters(IRepository<User> users, ICurrentUser me)
{
    /// <param name="email">Null: the caller.</param>
    /// <param name="ct">Ends the search.</param>
    /// <returns>A null value for a machine that names nobody.</returns>
    public async Task<ErrorOr<User?>> Find(string? email, CancellationToken ct)
    {
        if (email is null)
        {
            return me.UserId is { } own ? await users.GetByIdAsync(own, ct) : (User?)null;
        }

        var address = EmailAddress.Parse(email);
        if (address.IsError || await users.SingleOrDefaultAsync(new ActiveByEmailSpec(address.Value.Value), ct) is not { } user)
        {
            return me.UserId is null || me.Has(Permission.ManagePhishing) ? ReportedMailErrors.ReporterUnknown.On("reporter") : CommonErrors.Forbidden;
        }

        return me.UserId is null || me.UserId == user.Id || me.Has(Permission.ManagePhishing) ? user : CommonErrors.Forbidden;
    }
}

internal sealed class ActiveByEmailSpec : SingleResultSpecification<User>
{
    public ActiveByEmailSpec(string email) => Query.Where(user => user.Email == email && user.Status == UserStatus.Active);
}
