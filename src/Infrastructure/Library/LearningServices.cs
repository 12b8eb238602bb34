using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Learning.Outline;
using SecurityTraining.Application.Learning.Packages;
using SecurityTraining.Infrastructure.Html;

namespace SecurityTraining.Infrastructure.Library;

internal static class LearningServices
{
    public static IServiceCollection AddLearning(this IServiceCollection services)
    {
        services.AddSingleton<ILessonHtml, LessonHtml>();
        services.AddSingleton<ICoursePackages, CourseArchives>();
        services.AddSingleton<CourseLibrary>();
        return services;
    }
}
