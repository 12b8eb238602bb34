using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Identity;

internal sealed class OneTimeTokenSpec : SingleResultSpecification<OneTimeToken>
{
    public OneTimeTokenSpec(TokenPurpose purpose, byte[] hash) =>
        Query.Where(token => token.Hash == hash && token.Purpose == purpose);
}

internal sealed class UnusedTokensSpec : Specification<OneTimeToken>
{
    public UnusedTokensSpec(Guid userId, IReadOnlyCollection<TokenPurpose> purposes) =>
        Query.Where(token => token.UserId == userId && token.UsedAt == null && purposes.Contains(token.Purpose));
}

/// <summary>The session that has issued a refresh token, with that token.</summary>
internal sealed class SessionByTokenSpec : SingleResultSpecification<Session>
{
    public SessionByTokenSpec(byte[] hash) => Query
        .Where(session => session.Tokens.Any(token => token.Hash == hash))
        .Include(session => session.Tokens.Where(token => token.Hash == hash));

    /// <summary>With the token's successor, if it has one; the rest of a chain that grows for weeks is left where it is.</summary>
    public SessionByTokenSpec(byte[] hash, byte[] successorHash) => Query
        .Where(session => session.Tokens.Any(token => token.Hash == hash))
        .Include(session => session.Tokens.Where(token => token.Hash == hash || token.Hash == successorHash));
}
