using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Phishing.Simulations;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Mailing.Campaigns;

/// <summary>What an administrator decides about a campaign; the same for a new one and for a change.</summary>
/// <param name="StartsAt">For a campaign that is to be scheduled.</param>
/// <param name="SenderName">Absent: the installation's own.</param>
/// <param name="SenderAddress">Absent: the installation's own.</param>
/// <param name="SubjectTest">Absent: everybody gets the template's subject.</param>
public sealed record CampaignInput(
    string Name,
    Guid TemplateId,
    SimulationRecipients Recipients,
    DateTimeOffset? StartsAt = null,
    string? SenderName = null,
    string? SenderAddress = null,
    SubjectTestInput? SubjectTest = null)
{
    internal CampaignPlan Plan => new(
        Name.Trim(),
        TemplateId,
        Recipients.Audience,
        StartsAt,
        string.IsNullOrWhiteSpace(SenderName) ? null : SenderName.Trim(),
        SenderAddress is null ? null : EmailAddress.Parse(SenderAddress).Value.Value);

    internal SubjectTest? Test => SubjectTest is null
        ? null
        : new SubjectTest(SubjectTest.Subjects, SubjectTest.SharePercent, SubjectTest.Goal, SubjectTest.DecideAfterHours);
}

/// <summary>Tries a second subject against the template's own.</summary>
/// <param name="Subjects">The second subject by language.</param>
/// <param name="SharePercent">Of the people on whom both are tried, half each; the rest wait for the better one.</param>
/// <param name="DecideAfterHours">Absent: somebody decides.</param>
public sealed record SubjectTestInput(
    IReadOnlyDictionary<string, string> Subjects, int SharePercent = 20, SubjectGoal Goal = SubjectGoal.Opens, int? DecideAfterHours = null)
{
    internal static SubjectTestInput? Of(SubjectTest? test) =>
        test is null ? null : new SubjectTestInput(test.Subjects, test.SharePercent, test.Goal, test.DecideAfterHours);
}

internal sealed class CampaignInputValidator : AbstractValidator<CampaignInput>
{
    public CampaignInputValidator()
    {
        RuleFor(input => input.Name).NotEmpty().MaximumLength(Campaign.MaxNameLength);
        RuleFor(input => input.TemplateId).NotEmpty();
        RuleFor(input => input.StartsAt).IsInReach();
        RuleFor(input => input.SenderName).MaximumLength(CampaignPlan.MaxSenderNameLength)
            .Must(name => name?.Any(char.IsControl) != true).WithMessage("One line only.");
        RuleFor(input => input.SenderAddress).Must(address => address is null || EmailAddress.IsValid(address))
            .WithMessage(EmailAddressErrors.Invalid.Description);
        RuleFor(input => input.Recipients).NotNull().SetValidator(new SimulationRecipientsValidator());
        RuleFor(input => input.SubjectTest!).SetValidator(new SubjectTestValidator()).When(input => input.SubjectTest is not null);
    }
}

internal sealed class SubjectTestValidator : AbstractValidator<SubjectTestInput>
{
    public SubjectTestValidator()
    {
        RuleFor(test => test.Subjects).NotEmpty()
            .Must(subjects => subjects is null || subjects.Keys.All(Languages.Supported.Contains))
            .WithMessage($"By language: {string.Join(", ", Languages.Supported)}.");
        RuleForEach(test => test.Subjects).Must(subject => BeSubject(subject.Value)).When(test => test.Subjects is not null)
            .WithMessage($"One line of at most {MailContent.MaxSubjectLength} characters.");
        RuleFor(test => test.SharePercent).InclusiveBetween(1, 100);
        RuleFor(test => test.Goal).IsInEnum();
        RuleFor(test => test.DecideAfterHours).InclusiveBetween(1, SubjectTest.MaxHours);
    }

    private static bool BeSubject(string? text) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= MailContent.MaxSubjectLength && !text.Any(char.IsControl);
}
