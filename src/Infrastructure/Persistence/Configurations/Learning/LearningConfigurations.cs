using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SecurityTraining.Domain.Learning.Courses;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Infrastructure.Persistence.Configurations.Learning;

internal sealed class CourseConfiguration : PlatformContentConfiguration<Course>
{
    protected override void ConfigureRest(EntityTypeBuilder<Course> builder)
    {
        builder.Property(course => course.Title).HasMaxLength(Course.MaxTitleLength);
        builder.PrimitiveCollection(course => course.Languages);
        builder.Property(course => course.Outline).HasJsonConversion();
        builder.ComplexProperty(course => course.Profile, profile =>
        {
            profile.PrimitiveCollection(part => part.Tags);
            profile.PrimitiveCollection(part => part.Compliance);
            profile.Property(part => part.DefaultLanguage).HasMaxLength(2);
            profile.Property(part => part.Prerequisites).HasJsonConversion();
        });
        builder.HasIndex(course => new { course.CompanyId, course.Title });
    }
}

internal sealed class CourseVersionConfiguration : PlatformContentConfiguration<CourseVersion>
{
    protected override void ConfigureRest(EntityTypeBuilder<CourseVersion> builder)
    {
        builder.Property(version => version.Profile).HasJsonConversion();
        builder.Property(version => version.Outline).HasJsonConversion();
        builder.HasIndex(version => new { version.CompanyId, version.CourseId, version.Number }).IsUnique();
    }
}

internal sealed class LessonContentConfiguration : PlatformContentConfiguration<LessonContent>
{
    protected override void ConfigureRest(EntityTypeBuilder<LessonContent> builder)
    {
        builder.Property(content => content.Body).HasJsonConversion();
        builder.HasIndex(content => new { content.CompanyId, content.CourseId });
        builder.HasIndex(content => new { content.CompanyId, content.QuizId });
    }
}

internal sealed class QuizConfiguration : PlatformContentConfiguration<Quiz>
{
    protected override void ConfigureRest(EntityTypeBuilder<Quiz> builder)
    {
        builder.Property(quiz => quiz.Title).HasMaxLength(Quiz.MaxTitleLength);
        builder.Property(quiz => quiz.Language).HasMaxLength(2);
        builder.Property(quiz => quiz.Rules).HasJsonConversion();
        builder.Property(quiz => quiz.Questions).HasJsonConversion();
        builder.HasIndex(quiz => new { quiz.CompanyId, quiz.Title });
    }
}

internal sealed class QuizRevisionConfiguration : PlatformContentConfiguration<QuizRevision>
{
    protected override void ConfigureRest(EntityTypeBuilder<QuizRevision> builder)
    {
        builder.Property(revision => revision.Rules).HasJsonConversion();
        builder.Property(revision => revision.Questions).HasJsonConversion();
        builder.Property(revision => revision.Pools).HasJsonConversion().HasDefaultValueSql("'[]'");
        builder.HasIndex(revision => new { revision.CompanyId, revision.QuizId });
    }
}
