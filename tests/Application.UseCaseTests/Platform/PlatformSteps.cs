using SecurityTraining.Domain.Identity;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Platform;

internal static class PlatformSteps
{
    /// <summary>Who operates the installation, in a company of their own.</summary>
    public static async Task<Actor> Platform(this TestApp app)
    {
        var company = await app.AddCompany(domain: "platform.example", arrange: row => row.Describe("Platform", "en", "Europe/Berlin"));
        return company.Admin with { Role = Role.PlatformAdmin };
    }
}
