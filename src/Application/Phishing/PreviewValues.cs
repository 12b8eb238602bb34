using SecurityTraining.Application.Mailing;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing;

/// <summary>What stands in a preview for the links and pictures that only a mail that is sent can have.</summary>
internal static class PreviewValues
{
    private const string Nowhere = "#";

    /// <param name="person">Whom it is rendered for.</param>
    /// <param name="sender">Null where no mail is known.</param>
    public static Dictionary<string, string> For(RecipientSnapshot person, MailParty? sender)
    {
        var values = new Dictionary<string, string>(person.MergeValues, StringComparer.Ordinal)
        {
            [MergeFields.Link] = Nowhere,
            [MergeFields.TrackingUrl] = Nowhere,
            [MergeFields.RecipientId] = "preview",
            [MergeFields.BaseUrl] = Nowhere,
            [MergeFields.QrCode] = "[QR]",
        };
        if (sender is not null)
        {
            values["senderName"] = sender.Name;
            values["senderAddress"] = sender.Address;
        }

        return values;
    }
}
