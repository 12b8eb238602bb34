using SecurityTraining.Application.Mailing;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Webhooks;

/// <summary>Tells administrators that a partner is not told any more.</summary>
/// <param name="Host">Of the endpoint.</param>
internal sealed record WebhookGivenUpMail(string Host) : TransactionalMail
{
    public override SystemMailKind Kind => SystemMailKind.WebhookGivenUp;

    public override IReadOnlyList<string> RequiredFields => ["host"];

    public override IReadOnlyDictionary<string, string> Values(string language) =>
        new Dictionary<string, string>(StringComparer.Ordinal) { ["host"] = Host };

    public override MailText Template(string language) => language switch
    {
        "de" => new MailText(
            "Ein Webhook wurde abgeschaltet",
            [
                "Der Webhook-Empfänger auf „{{host}}“ nimmt seit Tagen nichts mehr an. Er wurde abgeschaltet und bekommt keine Ereignisse mehr.",
                "Wenn er wieder erreichbar ist, schalten Sie ihn in SecurityTraining wieder ein und senden nach, was fehlt.",
            ]),
        _ => new MailText(
            "A webhook has been switched off",
            [
                "The webhook endpoint at “{{host}}” has accepted nothing for days. It has been switched off and is told of no more events.",
                "Once it can be reached again, switch it on in SecurityTraining and replay what is missing.",
            ]),
    };
}
