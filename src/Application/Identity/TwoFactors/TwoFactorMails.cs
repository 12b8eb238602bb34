using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Mailing;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Identity.TwoFactors;

/// <summary>Tells a person that something about their second factor has changed.</summary>
internal sealed record TwoFactorChangedMail(TwoFactorChange Change) : TransactionalMail
{
    public override SystemMailKind Kind => SystemMailKind.TwoFactorChanged;

    public override IReadOnlyDictionary<string, string> Values(string language) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["change"] = InWords(language),
    };

    public override MailText Template(string language) => language switch
    {
        "de" => new MailText(
            "Ihre Zwei-Faktor-Anmeldung wurde geändert",
            [
                "{{change}}",
                "Wenn Sie das nicht waren und es sich nicht erklären können, ändern Sie Ihr Passwort und sprechen Sie mit Ihrer IT-Abteilung.",
            ]),
        _ => new MailText(
            "Your two-factor sign-in has changed",
            [
                "{{change}}",
                "If it was not you and you have no explanation for this, change your password and talk to your IT department.",
            ]),
    };

    private string InWords(string language) => language == "de"
        ? Change switch
        {
            TwoFactorChange.SwitchedOn => "für Ihr Konto wurde die Anmeldung mit einem zweiten Faktor eingeschaltet.",
            TwoFactorChange.SwitchedOff => "für Ihr Konto wurde die Anmeldung mit einem zweiten Faktor ausgeschaltet.",
            TwoFactorChange.BackupCodesReplaced => "für Ihr Konto wurden neue Ersatzcodes erzeugt; die bisherigen gelten nicht mehr.",
            _ => "Ihre Administration hat den zweiten Faktor Ihres Kontos zurückgesetzt und Ihre Sitzungen beendet. Bitte richten Sie ihn nach der nächsten Anmeldung neu ein.",
        }
        : Change switch
        {
            TwoFactorChange.SwitchedOn => "Signing in with a second factor has been switched on for your account.",
            TwoFactorChange.SwitchedOff => "Signing in with a second factor has been switched off for your account.",
            TwoFactorChange.BackupCodesReplaced => "New backup codes have been made for your account; those from before do not work any more.",
            _ => "Your administrator has reset the second factor of your account and ended your sessions. Please set it up again after you have signed in.",
        };
}

internal sealed class TellOwnerOfTwoFactorChange(IRepository<User> users, IRepository<Company> companies, IMailOutbox outbox)
    : IDomainEventHandler<TwoFactorChanged>
{
    public async Task Handle(TwoFactorChanged domainEvent, CancellationToken ct)
    {
        if (await users.GetByIdAsync(domainEvent.UserId, ct) is { } user
            && await companies.GetByIdAsync(domainEvent.CompanyId, ct) is { } company)
        {
            outbox.Send(user, new TwoFactorChangedMail(domainEvent.Change), company.Language);
        }
    }
}
