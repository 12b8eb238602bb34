using ErrorOr;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Identity.SingleSignOn;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Identity;

/// <summary>Moves a person, and where they sign in, to an address that has been proven to be theirs.</summary>
internal sealed class AddressChanges(
    IRepository<User> users, LedPeople led, ISignInRoutes routes, SignOnDuty signOnDuty, TimeProvider clock)
{
    public async Task<ErrorOr<Success>> Move(User user, string address, CancellationToken ct)
    {
        if (user.Email == address)
        {
            return Result.Success;
        }

        var email = EmailAddress.Parse(address).Value;
        if (await signOnDuty.AllowMove(user, email, ct) is { IsError: true } bound)
        {
            return bound.Errors;
        }

        if (await users.AnyAsync(new UserByEmailSpec(address), ct))
        {
            return UserErrors.EmailTaken;
        }

        var route = SignInRoute.Of(user);
        if (!await routes.TryProve(address, route, ct))
        {
            return UserErrors.SignsInElsewhere;
        }

        await routes.Release(user.Email, route, ct);
        await led.Follow(user.Email, address, ct);
        user.ChangeEmail(email, clock.GetUtcNow());
        return Result.Success;
    }
}
