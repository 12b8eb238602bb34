using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Domain.UnitTests.Identity;

public sealed class SessionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid CompanyId = Guid.CreateVersion7(Now);
    private static readonly byte[] First = [1];
    private static readonly byte[] Second = [2];
    private static readonly byte[] Third = [3];

    private readonly Session _session = Session.Start(CompanyId, Guid.CreateVersion7(Now), First, "Firefox on Linux", Now);

    [Fact]
    public void A_fresh_token_is_exchanged_and_the_session_lives_on()
    {
        var later = Now.AddDays(3);

        _session.Rotate(First, Second, later).IsError.ShouldBeFalse();

        _session.Tokens.Count.ShouldBe(2);
        _session.LastUsedAt.ShouldBe(later);
        _session.ExpiresAt.ShouldBe(later + Session.IdleLifetime);
        _session.DomainEvents.ShouldBeEmpty();
    }

    [Fact]
    public void A_retry_within_ten_seconds_gets_the_same_successor_and_changes_nothing()
    {
        _session.Rotate(First, Second, Now);

        _session.Rotate(First, Second, Now + Session.RetryWindow).IsError.ShouldBeFalse();

        _session.Tokens.Count.ShouldBe(2);
        _session.IsActive(Now).ShouldBeTrue();
    }

    [Fact]
    public void Reuse_after_the_window_ends_the_session_for_both_holders()
    {
        _session.Rotate(First, Second, Now);
        var late = Now + Session.RetryWindow + TimeSpan.FromMilliseconds(1);

        _session.Rotate(First, Second, late).FirstError.ShouldBe(SessionErrors.RefreshTokenReused);

        _session.IsActive(late).ShouldBeFalse();
        _session.DomainEvents.OfType<SessionRevoked>().ShouldHaveSingleItem().SessionId.ShouldBe(_session.Id);
        _session.DomainEvents.OfType<RefreshTokenReused>().ShouldHaveSingleItem().UserId.ShouldBe(_session.UserId);
        _session.Rotate(Second, Third, late).FirstError.ShouldBe(SessionErrors.RefreshTokenInvalid);
    }

    [Fact]
    public void Reuse_within_the_window_ends_the_session_once_the_successor_has_been_used()
    {
        _session.Rotate(First, Second, Now);
        _session.Rotate(Second, Third, Now.AddSeconds(1));

        _session.Rotate(First, Second, Now.AddSeconds(2)).FirstError.ShouldBe(SessionErrors.RefreshTokenReused);

        _session.IsActive(Now.AddSeconds(2)).ShouldBeFalse();
    }

    [Fact]
    public void A_session_ends_by_itself_when_it_is_not_used()
    {
        var end = Now + Session.IdleLifetime;

        _session.IsActive(end.AddTicks(-1)).ShouldBeTrue();
        _session.IsActive(end).ShouldBeFalse();
        _session.Rotate(First, Second, end).FirstError.ShouldBe(SessionErrors.RefreshTokenInvalid);
    }

    [Fact]
    public void An_unknown_token_is_refused_and_harms_nobody()
    {
        _session.Rotate(Third, Second, Now).FirstError.ShouldBe(SessionErrors.RefreshTokenInvalid);

        _session.IsActive(Now).ShouldBeTrue();
    }

    [Fact]
    public void Revoking_twice_says_so_once()
    {
        _session.Revoke(Now);
        _session.Revoke(Now.AddMinutes(1));

        _session.RevokedAt.ShouldBe(Now);
        _session.DomainEvents.ShouldHaveSingleItem();
    }
}
