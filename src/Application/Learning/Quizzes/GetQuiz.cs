using System.Text.Json.Serialization;
using AutoMapper;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Application.Learning.Quizzes;

/// <summary>A quiz with its questions and what answers them: for authors, never for learners.</summary>
[RequirePermission(Permission.ReadLearning)]
public sealed record GetQuizQuery(Guid Id) : IQuery<QuizRow>;

public sealed record QuizRow(
    Guid Id,
    string Title,
    string Language,
    QuizRules Rules,
    IReadOnlyList<Question> Questions,
    bool IsLibrary,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    [property: JsonIgnore] int Version) : IVersioned;

internal sealed class GetQuizHandler(IReader<Quiz> quizzes) : IQueryHandler<GetQuizQuery, QuizRow>
{
    public async Task<ErrorOr<QuizRow>> Handle(GetQuizQuery request, CancellationToken cancellationToken) =>
        await quizzes.SingleOrDefaultAsync<QuizRow>(new ByIdSpec<Quiz>(request.Id), cancellationToken) is { } quiz ? quiz : QuizErrors.NotFound;
}

internal sealed class QuizProfile : Profile
{
    public QuizProfile() => CreateMap<Quiz, QuizRow>()
        .ForCtorParam(nameof(QuizRow.IsLibrary), row => row.MapFrom(quiz => quiz.CompanyId == null));
}
