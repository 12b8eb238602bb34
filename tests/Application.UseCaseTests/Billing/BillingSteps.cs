using ErrorOr;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Companies;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Billing;

internal static class BillingSteps
{
    /// <summary>Changes the company as a use case would, so that whoever remembers something of it learns of the change.</summary>
    public static Task Arrange(this TestApp app, Guid companyId, Action<Company> change) => app.InDatabase(companyId, async (services, db) =>
    {
        change(await db.Companies.SingleAsync());
        (await services.GetRequiredService<IUnitOfWork>().Run(_ => Task.FromResult<ErrorOr<Success>>(Result.Success), CancellationToken.None))
            .IsError.ShouldBeFalse();
        return true;
    });
}
