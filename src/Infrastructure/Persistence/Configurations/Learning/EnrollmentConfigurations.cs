using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SecurityTraining.Domain.Learning.Courses;
using SecurityTraining.Domain.Learning.Enrollments;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Infrastructure.Persistence.Configurations.Learning;

internal sealed class CourseAssignmentConfiguration : CompanyOwnedConfiguration<CourseAssignment>
{
    protected override void ConfigureRest(EntityTypeBuilder<CourseAssignment> builder)
    {
        builder.Property(assignment => assignment.CourseTitle).HasMaxLength(Course.MaxTitleLength);
        builder.Property(assignment => assignment.People).HasJsonConversion();
        builder.HasIndex(assignment => new { assignment.CompanyId, assignment.CreatedAt });
        builder.HasIndex(assignment => new { assignment.CompanyId, assignment.Id }).HasFilter("is_standing");
        builder.Ignore(assignment => assignment.Repetition);
    }
}

internal sealed class EnrollmentConfiguration : CompanyOwnedConfiguration<Enrollment>
{
    protected override void ConfigureRest(EntityTypeBuilder<Enrollment> builder)
    {
        builder.Property(enrollment => enrollment.CourseTitle).HasMaxLength(Course.MaxTitleLength);
        builder.Property(enrollment => enrollment.Language).HasMaxLength(2);
        builder.Property(enrollment => enrollment.Lessons).HasJsonConversion();

        // Nobody is twice in the same running course.
        builder.HasIndex(enrollment => new { enrollment.CompanyId, enrollment.UserId, enrollment.CourseId })
            .HasFilter("status IN ('Assigned', 'InProgress')").IsUnique();
        builder.HasIndex(enrollment => new { enrollment.CompanyId, enrollment.UserId, enrollment.AssignedAt });
        builder.HasIndex(enrollment => new { enrollment.CompanyId, enrollment.CourseId, enrollment.Status });
        builder.HasIndex(enrollment => new { enrollment.CompanyId, enrollment.AssignmentId });
        builder.HasIndex(enrollment => new { enrollment.CompanyId, enrollment.DueAt });
        builder.HasIndex(enrollment => new { enrollment.CompanyId, enrollment.NextReminderAt });
        builder.HasOne(enrollment => enrollment.User).WithMany(user => user.Enrollments)
            .HasForeignKey(enrollment => new { enrollment.CompanyId, enrollment.UserId })
            .OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<CourseAssignment>().WithMany()
            .HasForeignKey(enrollment => new { enrollment.CompanyId, enrollment.AssignmentId })
            .OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class QuizAttemptConfiguration : CompanyOwnedConfiguration<QuizAttempt>
{
    protected override void ConfigureRest(EntityTypeBuilder<QuizAttempt> builder)
    {
        builder.Property(attempt => attempt.Rules).HasJsonConversion();
        builder.Property(attempt => attempt.Questions).HasJsonConversion();
        builder.Property(attempt => attempt.Answers).HasJsonConversion();
        builder.Property(attempt => attempt.Results).HasJsonConversion();
        builder.Property(attempt => attempt.FormerResults).HasJsonConversion().HasDefaultValueSql("'[]'");
        builder.Property(attempt => attempt.Pace).HasJsonConversion().HasDefaultValueSql("'[]'");
        builder.HasIndex(attempt => new { attempt.CompanyId, attempt.EnrollmentId, attempt.LessonId, attempt.Number }).IsUnique();
        builder.HasIndex(attempt => new { attempt.CompanyId, attempt.RevisionId });
        builder.HasIndex(attempt => new { attempt.CompanyId, attempt.UserId });
        builder.HasIndex(attempt => new { attempt.CompanyId, attempt.SubmittedAt, attempt.Id });

        // With everything that statistics ask for, so that the rows with their long texts are left alone.
        builder.HasIndex(attempt => new { attempt.CompanyId, attempt.QuizId, attempt.Score, attempt.IsPassed, attempt.UserId });
        builder.HasMany(attempt => attempt.Responses).WithOne()
            .HasForeignKey(response => new { response.CompanyId, response.AttemptId })
            .OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Enrollment>().WithMany()
            .HasForeignKey(attempt => new { attempt.CompanyId, attempt.EnrollmentId })
            .OnDelete(DeleteBehavior.Cascade);
    }
}
