using SecurityTraining.Application.Mailing;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Identity;

/// <summary>A new single-use link to a person whose address has not been confirmed yet.</summary>
internal sealed class VerificationMail(AccountLinks links, IMailOutbox outbox)
{
    public void Send(User user, string companyLanguage) =>
        outbox.Send(user, new VerifyEmailMail(links.Issue(user, TokenPurpose.VerifyEmail).Url), companyLanguage);
}
