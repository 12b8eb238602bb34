using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Analytics;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Identity;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Analytics;

internal static class RiskSteps
{
    /// <summary>What the queue does when the company's item is due.</summary>
    public static async Task<TimeSpan> UpdateRisk(this TestApp app, TestCompany company)
    {
        var worker = app.Services.GetServices<IWorkHandler>().Single(handler => handler.Kind == WorkKind.RiskUpdate);
        var item = new WorkItem(Guid.CreateVersion7(), company.Id, WorkKind.RiskUpdate, company.Id, GroupId: null, Attempt: 1);
        var outcome = await worker.Handle(item, CancellationToken.None);
        (outcome.IsDone, outcome.Error).ShouldBe((false, null));
        return outcome.Delay!.Value;
    }

    public static async Task<UserRisk> RiskOf(this TestApp app, TestCompany company, int person) =>
        (await app.Send(new GetUserRiskQuery(company.People[person].Id), company.Admin)).Value;

    /// <summary>Makes the person a manager, who leads the department.</summary>
    public static Actor Manager(this TestCompany company, int person) => company.Admin with { UserId = company.People[person].Id, Role = Role.Manager };
}
