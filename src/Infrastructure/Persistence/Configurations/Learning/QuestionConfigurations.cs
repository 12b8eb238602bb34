using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Infrastructure.Persistence.Configurations.Learning;

internal sealed class BankQuestionConfiguration : PlatformContentConfiguration<BankQuestion>
{
    protected override void ConfigureRest(EntityTypeBuilder<BankQuestion> builder)
    {
        builder.Property(question => question.Language).HasMaxLength(2);
        builder.Property(question => question.Text).HasMaxLength(Question.MaxTextLength);
        builder.PrimitiveCollection(question => question.Tags);
        builder.Property(question => question.Question).HasJsonConversion();
        builder.HasIndex(question => new { question.CompanyId, question.Language, question.CreatedAt });
    }
}

internal sealed class QuestionResponseConfiguration : CompanyOwnedConfiguration<QuestionResponse>
{
    protected override void ConfigureRest(EntityTypeBuilder<QuestionResponse> builder)
    {
        builder.Property(response => response.Choices).HasJsonConversion();
        builder.HasIndex(response => new { response.CompanyId, response.QuizId, response.QuestionId });
        builder.HasIndex(response => new { response.CompanyId, response.AttemptId, response.QuestionId }).IsUnique();
    }
}

internal sealed class QuizRegradingConfiguration : CompanyOwnedConfiguration<QuizRegrading>
{
    protected override void ConfigureRest(EntityTypeBuilder<QuizRegrading> builder) =>
        builder.HasIndex(regrading => new { regrading.CompanyId, regrading.QuizId });
}
