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
        var enrollment = enrollmentId ?? Guid.CreateVersion7(services.GetRequiredService<TimeProvider>().GetUtcNow());
        await services.CompleteCourse(companyId, userId, courseId, score, language, [enrollment]);
        return enrollment;
    }

    /// <summary>The same for many enrollments at once.</summary>
    public static async Task CompleteCourse(
        this IServiceProvider services, Guid companyId, Guid userId, Guid courseId, int? score, string language, IReadOnlyCollection<Guid> enrollmentIds)
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
        var handlers = scope.ServiceProvider.GetServices<IDomainEventHandler<CourseCompleted>>();
        var done = await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().Run<Success>(
            async ct =>
            {
                foreach (var enrollmentId in enrollmentIds)
                {
                    foreach (var handler in handlers)
                    {
                        await handler.Handle(new CourseCompleted(companyId, enrollmentId, userId, courseId, versionId, language, score, now), ct);
                    }
                }

                return Result.Success;
            },
            CancellationToken.None);
        if (done.IsError)
        {
            throw new InvalidOperationException(done.FirstError.Code);
        }
    }
}
