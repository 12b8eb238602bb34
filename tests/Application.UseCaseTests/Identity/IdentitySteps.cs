using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Identity;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Infrastructure.Mail;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Identity;

/// <summary>The way to being signed in, step by step, as people go it.</summary>
internal static partial class IdentitySteps
{
    public const string Email = "anna@nordwind.example";
    public const string Password = "correct wombat fiddles";

    public static RegisterCompanyCommand Registration(string email = Email) => new("Nordwind GmbH", "Anna", "Kowalski", email, Password);

    public static async Task<RegisteredCompany> Register(this TestApp app, string email = Email)
    {
        var registered = await app.Send(Registration(email));
        registered.IsError.ShouldBeFalse();
        return registered.Value;
    }

    public static async Task<RegisteredCompany> RegisterVerified(this TestApp app, string email = Email)
    {
        var registered = await app.Register(email);
        (await app.Send(new VerifyEmailCommand(await app.VerificationToken(registered.CompanyId)))).IsError.ShouldBeFalse();
        return registered;
    }

    public static async Task<SignedIn> SignIn(this TestApp app, string email = Email)
    {
        var signedIn = await app.Send(new LoginCommand(email, Password));
        signedIn.IsError.ShouldBeFalse();
        return signedIn.Value.ShouldBeOfType<SignedIn>();
    }

    /// <summary>What the person would find behind the link of the newest verification mail.</summary>
    public static Task<string> VerificationToken(this TestApp app, Guid companyId) => app.TokenIn(companyId, "/verify-email");

    /// <summary>What the newest mail with a link to this page has behind it.</summary>
    public static async Task<string> TokenIn(this TestApp app, Guid companyId, string page) =>
        Link().Match((await app.Mails(companyId)).Last(mail => mail.Text.Contains($"{page}?token=", StringComparison.Ordinal)).Text).Groups["token"].Value;

    public static Task<List<(string To, string Subject, string Text)>> Mails(this TestApp app, Guid companyId) =>
        app.InDatabase(companyId, async (services, db) =>
        {
            var bodies = services.GetRequiredService<MailBodies>();
            var mails = await db.OutgoingMails.OrderBy(mail => mail.CreatedAt).ThenBy(mail => mail.Id).ToListAsync();
            return mails.ConvertAll(mail => (mail.ToAddress, mail.Subject, bodies.Unprotect(companyId, mail.Body!).Text));
        });

    public static Task<List<Session>> Sessions(this TestApp app, Guid companyId) =>
        app.InDatabase(companyId, (_, db) => db.Sessions.AsNoTracking().Include(session => session.Tokens).ToListAsync());

    public static Actor Admin(this RegisteredCompany registered) => new(registered.UserId, registered.CompanyId, Role.CompanyAdmin);

    [GeneratedRegex("token=(?<token>[A-Za-z0-9_-]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();
}
