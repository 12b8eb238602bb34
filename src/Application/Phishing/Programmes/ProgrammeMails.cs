using SecurityTraining.Application.Mailing;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Phishing.Programmes;

/// <summary>Tells administrators that a run did not take place.</summary>
/// <param name="Programme">Its name.</param>
internal sealed record ProgrammeRunFailedMail(string Programme, string Reason) : TransactionalMail
{
    public override SystemMailKind Kind => SystemMailKind.ProgrammeRunFailed;

    public override IReadOnlyList<string> RequiredFields => ["programme"];

    public override IReadOnlyDictionary<string, string> Values(string language) =>
        new Dictionary<string, string>(StringComparer.Ordinal) { ["programme"] = Programme, ["reason"] = Reason };

    public override MailText Template(string language) => language switch
    {
        "de" => new MailText(
            "Eine geplante Simulation wurde nicht gestartet",
            [
                "Das Programm „{{programme}}“ war an der Reihe, aber seine Simulation konnte nicht gestartet werden: {{reason}}",
                "Beheben Sie bitte die Ursache. Das Programm läuft zum nächsten Termin weiter.",
            ]),
        _ => new MailText(
            "A planned simulation was not launched",
            [
                "The programme “{{programme}}” was due, but its simulation could not be launched: {{reason}}",
                "Please remove the cause. The programme goes on with its next run.",
            ]),
    };
}
