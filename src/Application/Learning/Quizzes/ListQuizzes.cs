using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Application.Learning.Quizzes;

/// <summary>The quizzes of the library together with the company's own.</summary>
/// <param name="Search">Part of the title, in any case.</param>
/// <param name="Library">True: only the library; false: only the company's own.</param>
[RequirePermission(Permission.ReadLearning)]
public sealed record ListQuizzesQuery(int? Page, int? PageSize, string? Search, string? Sort, string? Language, bool? Library)
    : IQuery<PagedList<QuizListRow>>, IPagedQuery;

public sealed record QuizListRow(Guid Id, string Title, string Language, bool IsLibrary, DateTimeOffset UpdatedAt);

internal sealed class ListQuizzesValidator : AbstractValidator<ListQuizzesQuery>
{
    public ListQuizzesValidator()
    {
        this.ValidatePaging();
        QuizzesSpec.Sorting.Validate(this, query => query.Sort);
        RuleFor(query => query.Search).MaximumLength(Quiz.MaxTitleLength);
        RuleFor(query => query.Language).MaximumLength(2);
    }
}

internal sealed class ListQuizzesHandler(IReader<Quiz> quizzes) : IQueryHandler<ListQuizzesQuery, PagedList<QuizListRow>>
{
    public async Task<ErrorOr<PagedList<QuizListRow>>> Handle(ListQuizzesQuery request, CancellationToken cancellationToken) =>
        await quizzes.PageAsync<QuizListRow>(new QuizzesSpec(request), request, cancellationToken);
}

internal sealed class QuizzesSpec : Specification<Quiz>
{
    public static readonly SortFields<Quiz> Sorting = new SortFields<Quiz>("title")
        .Add("title", quiz => quiz.Title)
        .Add("createdAt", quiz => quiz.CreatedAt)
        .Add("updatedAt", quiz => quiz.UpdatedAt);

    public QuizzesSpec(ListQuizzesQuery query)
    {
        var search = query.Search?.Trim().ToLowerInvariant();
        Query
            .Where(quiz => quiz.Title.ToLower().Contains(search!), !string.IsNullOrEmpty(search))
            .Where(quiz => quiz.Language == query.Language, query.Language is not null)
            .Where(quiz => (quiz.CompanyId == null) == query.Library, query.Library is not null);
        Sorting.Apply(Query, query.Sort);
    }
}

internal sealed class QuizListProfile : Profile
{
    public QuizListProfile() => CreateMap<Quiz, QuizListRow>()
        .ForCtorParam(nameof(QuizListRow.IsLibrary), row => row.MapFrom(quiz => quiz.CompanyId == null));
}
