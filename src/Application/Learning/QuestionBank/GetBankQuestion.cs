using System.Text.Json.Serialization;
using AutoMapper;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Application.Learning.QuestionBank;

/// <summary>A question of the bank with what answers it: for authors, never for learners.</summary>
[RequirePermission(Permission.ReadLearning)]
public sealed record GetBankQuestionQuery(Guid Id) : IQuery<BankQuestionRow>;

/// <param name="IsUsed">Something published can draw it, so that it is archived rather than deleted.</param>
public sealed record BankQuestionRow(
    Guid Id,
    string Language,
    Question Question,
    bool IsLibrary,
    bool IsUsed,
    bool IsArchived,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    [property: JsonIgnore] int Version) : IVersioned;

internal sealed class GetBankQuestionHandler(IReader<BankQuestion> questions) : IQueryHandler<GetBankQuestionQuery, BankQuestionRow>
{
    public async Task<ErrorOr<BankQuestionRow>> Handle(GetBankQuestionQuery request, CancellationToken cancellationToken) =>
        await questions.SingleOrDefaultAsync<BankQuestionRow>(new ByIdSpec<BankQuestion>(request.Id), cancellationToken) is { } question
            ? question
            : BankErrors.NotFound;
}

internal sealed class BankQuestionProfile : Profile
{
    public BankQuestionProfile() => CreateProjection<BankQuestion, BankQuestionRow>()
        .ForCtorParam(nameof(BankQuestionRow.IsLibrary), row => row.MapFrom(question => question.CompanyId == null))
        .ForCtorParam(nameof(BankQuestionRow.IsUsed), row => row.MapFrom(question => question.UsedAt != null))
        .ForCtorParam(nameof(BankQuestionRow.IsArchived), row => row.MapFrom(question => question.ArchivedAt != null));
}
