using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Settings;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Identity;

/// <summary>A new single-use link to a person whose address has not been confirmed yet.</summary>
internal sealed class VerificationMail(
    IRepository<OneTimeToken> oneTimeTokens, IOpaqueTokens tokens, IMailOutbox outbox, PublicAddress address, TimeProvider clock)
{
    public void Send(User user, string companyLanguage)
    {
        var token = tokens.Create(user.CompanyId);
        oneTimeTokens.Add(OneTimeToken.Issue(user.CompanyId, user.Id, TokenPurpose.VerifyEmail, token.Hash, clock.GetUtcNow()));
        outbox.Send(user, new VerifyEmailMail(address.Link($"/verify-email?token={token.Value}")), companyLanguage);
    }
}
