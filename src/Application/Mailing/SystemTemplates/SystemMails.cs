using System.Text.RegularExpressions;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Automation;
using SecurityTraining.Application.Billing;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Identity;
using SecurityTraining.Application.Identity.Sessions;
using SecurityTraining.Application.Identity.TwoFactors;
using SecurityTraining.Application.Learning.Certificates;
using SecurityTraining.Application.Learning.Enrollments;
using SecurityTraining.Application.Mailing.Templates;
using SecurityTraining.Application.Phishing.Programmes;
using SecurityTraining.Application.Phishing.Reports;
using SecurityTraining.Application.Platform.Looks;
using SecurityTraining.Application.Webhooks;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Mailing;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Mailing.SystemTemplates;

/// <summary>The mails that the service itself writes, one of each kind to look at.</summary>
internal static partial class SystemMails
{
    private static readonly Uri SomePage = new("https://example.com/");

    public static readonly IReadOnlyList<TransactionalMail> All =
    [
        new VerifyEmailMail(""),
        new AccountExistsMail(),
        new ResetPasswordMail(""),
        new PasswordChangedMail(),
        new InvitationMail("", ""),
        new ConfirmEmailMail(""),
        new EmailChangeNotice(""),
        new UseSingleSignOnMail(""),
        new RefreshTokenReusedMail(),
        new NewDeviceMail(Device: null, Network: null, default),
        new TwoFactorChangedMail(default),
        new LookStartedMail("", default),
        new CourseReminderMail("", default, DaysAfter: -1, SomePage),
        new CourseReminderMail("", default, DaysAfter: 0, SomePage),
        new CourseReminderMail("", default, DaysAfter: 1, SomePage),
        new OverdueDigestMail([], More: 0),
        new CertificateExpiryMail("", default, SomePage),
        new ReportAnswerMail(default, "", Answer: null),
        new WellSpottedMail(),
        new ReportReceivedMail(),
        new ReportLinkMail(""),
        new RuleNoticeMail(default, Message: null, SomePage),
        new TeamNoticeMail(default, [], More: 0, Message: null),
        new WebhookGivenUpMail(""),
        new ProgrammeRunFailedMail("", ""),
        new PaymentReceiptMail("", 0, "eur", ""),
        new PaymentFailedMail("", 0, "eur", ""),
        new SubscriptionCancelledMail(Plan: null, EndsAt: null),
        new TrialEndingMail(default),
        new TrialEndedMail(default, People: 0, Seats: 0),
        new PaymentOverdueMail(default, default),
        new SubscriptionReadOnlyMail(default, default),
        new SubscriptionSuspendedMail(default),
    ];

    public static TransactionalMail Of(SystemMailKind kind) => All.Single(mail => mail.Kind == kind);

    public static IReadOnlyList<string> FieldsOf(TransactionalMail mail) => [MailFields.FirstName, .. mail.Values(Languages.Default).Keys];

    /// <returns>One error for each field that the mail does not know, and for each part that lacks one which it must have.</returns>
    public static List<Error> Check(TransactionalMail mail, MailContent content)
    {
        var errors = new List<Error>();
        var known = FieldsOf(mail);
        if (InMarkup().Matches(content.Html).Any(match => match.Value != $"href=\"{MailFields.LinkField}\""))
        {
            errors.Add(SystemTemplateErrors.FieldInAddress.On("html"));
        }

        foreach (var (part, text) in content.MergedParts())
        {
            var template = MergeTemplate.Parse(text, name => known.Contains(name) ? name : null);
            errors.AddRange(template.UnknownFields.Select(field => SystemTemplateErrors.UnknownMergeField(part, field, known).On(part)));
            if (part != "subject")
            {
                errors.AddRange(mail.RequiredFields.Except(template.Fields, StringComparer.Ordinal)
                    .Select(field => SystemTemplateErrors.FieldMissing(part, field).On(part)));
            }
        }

        return errors;
    }

    /// <summary>In cleaned HTML, whose attributes stand in double quotes.</summary>
    [GeneratedRegex(@"[\w-]+=""[^""]*\{\{[^""]*""|<style[^>]*>[^<]*\{\{", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InMarkup();
}

/// <summary>What a company writes in place of the service's own words.</summary>
/// <param name="Html">May hold merge fields, as may the others.</param>
/// <param name="Text">Absent: made from the HTML.</param>
public sealed record SystemTemplateInput(string Subject, string Html, string? Text = null)
{
    internal MailContent Content(string language, IMailHtml html) => new MailVersionInput(language, Subject, Html, Text).Content(html);
}

internal sealed class SystemTemplateInputValidator : AbstractValidator<SystemTemplateInput>
{
    public SystemTemplateInputValidator()
    {
        RuleFor(input => input.Subject).NotEmpty().MaximumLength(MailContent.MaxSubjectLength)
            .Must(subject => subject?.Any(char.IsControl) != true).WithMessage("One line only.");
        RuleFor(input => input.Html).NotEmpty().MaximumLength(MailContent.MaxBodyLength);
        RuleFor(input => input.Text).MaximumLength(MailContent.MaxBodyLength);
    }
}

/// <summary>The one look of the service's own mails.</summary>
public interface ISystemMailLayout
{
    /// <param name="firstName">Empty: a greeting without a name.</param>
    (string Html, string Text) Render(MailText mail, string firstName, string language);
}
