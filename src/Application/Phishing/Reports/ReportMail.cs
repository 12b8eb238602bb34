using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Identity;
using SecurityTraining.Application.Phishing.Tracking;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing.Reports;

namespace SecurityTraining.Application.Phishing.Reports;

/// <summary>The report button where an add-in has the whole mail at hand, as it came over the line.</summary>
/// <param name="Mime">RFC 5322.</param>
[RequirePermission(Permission.ReportPhishing)]
[RetryOnConflict]
[DespiteUnpaid]
public sealed record ReportMailCommand(ReadOnlyMemory<byte> Mime, string? Reporter = null) : ICommand<PhishingReport>;

internal sealed class ReportMailValidator : AbstractValidator<ReportMailCommand>
{
    public ReportMailValidator()
    {
        RuleFor(command => command.Mime).Must(mime => mime.Length is > 0 and <= ReportedMail.MaxMimeBytes)
            .WithMessage($"Send a mail of at most {ReportedMail.MaxMimeBytes / 1024 / 1024} MiB.");
        RuleFor(command => command.Reporter!).IsEmail().When(command => command.Reporter is not null);
    }
}

internal sealed class ReportMailHandler(MailReports reports, IMailReader reader, Reporters reporters, ICurrentUser me)
    : ICommandHandler<ReportMailCommand, PhishingReport>
{
    public async Task<ErrorOr<PhishingReport>> Handle(ReportMailCommand request, CancellationToken cancellationToken)
    {
        if (reader.Read(request.Mime) is not { } mail)
        {
            return ReportedMailErrors.Unreadable;
        }

        var reporter = await reporters.Find(request.Reporter, cancellationToken);
        var forAnybody = request.Reporter is null && (me.UserId is null || me.Has(Permission.ManagePhishing));
        return reporter.IsError
            ? reporter.Errors
            : await reports.Take(new IncomingReport(mail.Traces, mail, reporter.Value, ReportSource.AddIn, forAnybody), cancellationToken);
    }
}
