namespace SecurityTraining.Application.Mailing;

/// <summary>What is done to the HTML of mails that a company writes.</summary>
public interface IMailHtml
{
    /// <summary>Takes out what could do harm or what no mail program shows: scripts, forms, foreign frames, links other than web, mail and telephone.</summary>
    string Clean(string html);

    /// <summary>The text part for those who see no HTML: paragraphs, lists, and links with where they lead.</summary>
    string ToText(string html);

    /// <summary>Puts something else in the place of every web address that a link leads to.</summary>
    string ReplaceLinks(string html, Func<string, string> replace);
}
