using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Learning.Certificates;
using SecurityTraining.Application.Learning.Outline;
using SecurityTraining.Application.Learning.Packages;
using SecurityTraining.Domain.Learning.Enrollments;
using SecurityTraining.Infrastructure.Documents;
using SecurityTraining.Infrastructure.Html;

namespace SecurityTraining.Infrastructure.Library;

internal static class LearningServices
{
    public static IServiceCollection AddLearning(this IServiceCollection services, LearningPolicy policy)
    {
        services.AddSingleton(policy);
        services.AddSingleton<ILessonHtml, LessonHtml>();
        services.AddSingleton<ICoursePackages, CourseArchives>();
        services.AddSingleton<CourseLibrary>();
        services.AddSingleton<ICompanyLogos, CompanyLogos>();
        services.AddSingleton<ICertificateRenderer, CertificateRenderer>();
        services.AddSingleton<ICertificateArchive, CertificateArchive>();
        return services;
    }
}
