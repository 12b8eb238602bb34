using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Settings;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Phishing.Reports;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Identity;

/// <summary>The single-use links in mails: made here, and opened again by whoever has read the mail.</summary>
internal sealed class AccountLinks(
    IRepository<OneTimeToken> oneTimeTokens,
    IRepository<User> users,
    IRepository<Company> companies,
    IOpaqueTokens tokens,
    ITenant tenant,
    PublicAddress address,
    TimeProvider clock)
{
    /// <param name="user">Whose account the link is about.</param>
    /// <param name="purpose">What it can be used for.</param>
    /// <param name="email">Where it is sent, if not to the person's present address.</param>
    public AccountLink Issue(User user, TokenPurpose purpose, string? email = null)
    {
        var token = tokens.Create(user.CompanyId);
        var stored = OneTimeToken.Issue(user.CompanyId, user.Id, purpose, email ?? user.Email, token.Hash, clock.GetUtcNow());
        oneTimeTokens.Add(stored);
        return new AccountLink(stored.Id, address.Link($"{PageOf(purpose)}?token={token.Value}"));
    }

    /// <summary>Enters the company of a token that can still be used, and does not use it yet.</summary>
    public async Task<ErrorOr<OpenedLink>> Open(string text, TokenPurpose purpose, CancellationToken ct)
    {
        if (tokens.Read(text) is not { } token)
        {
            return OneTimeTokenErrors.Invalid;
        }

        tenant.Enter(token.CompanyId);
        return await oneTimeTokens.SingleOrDefaultAsync(new OneTimeTokenSpec(purpose, token.Hash), ct) is { } stored
            && stored.IsUsable(clock.GetUtcNow())
            && await users.GetByIdAsync(stored.UserId, ct) is { Status: UserStatus.Active } user
            && await companies.GetByIdAsync(stored.CompanyId, ct) is { Status: CompanyStatus.Active } company
                ? new OpenedLink(stored, user, company)
                : OneTimeTokenErrors.Invalid;
    }

    /// <summary>Makes the person's unused links of these kinds useless.</summary>
    public async Task Withdraw(Guid userId, CancellationToken ct, params TokenPurpose[] purposes)
    {
        foreach (var token in await oneTimeTokens.ListAsync(new UnusedTokensSpec(userId, purposes), ct))
        {
            token.Withdraw(clock.GetUtcNow());
        }
    }

    private static string PageOf(TokenPurpose purpose) => purpose switch
    {
        TokenPurpose.VerifyEmail => "/verify-email",
        TokenPurpose.ResetPassword => "/reset-password",
        TokenPurpose.Invitation => "/accept-invitation",
        TokenPurpose.ConfirmEmail => "/confirm-email",
        TokenPurpose.UndoEmailChange => "/undo-email-change",
        TokenPurpose.ReportMail => ReportPagePaths.Upload,
        _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, message: null),
    };
}

internal sealed record AccountLink(Guid TokenId, string Url);

internal sealed record OpenedLink(OneTimeToken Token, User User, Company Company);
