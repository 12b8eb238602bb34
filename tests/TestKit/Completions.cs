using ErrorOr;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Learning.Enrollments;
using SecurityTraining.Infrastructure.Persistence;

namespace SecurityTraining.TestKit;

/// <summary>For tests of what follows when somebody completes a course, without taking them through it.</summary>
public static class Completions
{
    /// <summary>Lets everything happen that follows, in one transaction.</summary>
    /// <param name="courseId">Published; its newest version is completed.</param>
    /// <param name="enrollmentId">Null: another one each time.</param>
    /// <returns>The enrollment.</returns>
    public static async Task<Guid> CompleteCourse(
        this IServiceProvider services, Guid companyId, Guid userId, Guid courseId, int? score = 92, string language = "en", Guid? enrollmentId = null)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().ActAsSystem();
        scope.ServiceProvider.GetRequiredService<ITenant>().Enter(companyId);
        var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow();
        var versionId = await scope.ServiceProvider.GetRequiredService<AppDbContext>().CourseVersions
            .Where(version => version.CourseId == courseId)
            .OrderByDescending(version => version.Number)
            .Select(version => version.Id)
            .FirstAsync();
        var completed = new CourseCompleted(
            companyId, enrollmentId ?? Guid.CreateVersion7(now), userId, courseId, versionId, language, score, now);
        var handlers = scope.ServiceProvider.GetServices<IDomainEventHandler<CourseCompleted>>();
        var done = await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().Run<Success>(
            async ct =>
            {
                foreach (var handler in handlers)
                {
                    await handler.Handle(completed, ct);
                }

                return Result.Success;
            },
            CancellationToken.None);
        return done.IsError ? throw new InvalidOperationException(done.FirstError.Code) : completed.EnrollmentId;
    }
}
