using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Courses;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Application.Learning.QuestionBank;

/// <summary>The questions of the library together with the company's own.</summary>
/// <param name="Search">Part of the text, in any case.</param>
/// <param name="Tag">One that the question has.</param>
/// <param name="Library">True: only the library; false: only the company's own.</param>
/// <param name="Archived">True: only those that have been archived; absent or false: only the others.</param>
[RequirePermission(Permission.ReadLearning)]
public sealed record ListBankQuestionsQuery(
    int? Page = null,
    int? PageSize = null,
    string? Search = null,
    string? Sort = null,
    string? Tag = null,
    QuestionKind? Kind = null,
    string? Language = null,
    bool? Library = null,
    bool? Archived = null) : IQuery<PagedList<BankQuestionListRow>>, IPagedQuery;

public sealed record BankQuestionListRow(
    Guid Id, QuestionKind Kind, string Text, string Language, IReadOnlyList<string> Tags, bool IsLibrary, bool IsArchived, DateTimeOffset UpdatedAt);

internal sealed class ListBankQuestionsValidator : AbstractValidator<ListBankQuestionsQuery>
{
    public ListBankQuestionsValidator()
    {
        this.ValidatePaging();
        BankQuestionsSpec.Sorting.Validate(this, query => query.Sort);
        RuleFor(query => query.Search).MaximumLength(Question.MaxTextLength);
        RuleFor(query => query.Tag).MaximumLength(CourseProfile.MaxTagLength);
        RuleFor(query => query.Language).MaximumLength(2);
        RuleFor(query => query.Kind).IsInEnum();
    }
}

internal sealed class ListBankQuestionsHandler(IReader<BankQuestion> questions)
    : IQueryHandler<ListBankQuestionsQuery, PagedList<BankQuestionListRow>>
{
    public async Task<ErrorOr<PagedList<BankQuestionListRow>>> Handle(ListBankQuestionsQuery request, CancellationToken cancellationToken) =>
        await questions.PageAsync<BankQuestionListRow>(new BankQuestionsSpec(request), request, cancellationToken);
}

internal sealed class BankQuestionsSpec : Specification<BankQuestion>
{
    public static readonly SortFields<BankQuestion> Sorting = new SortFields<BankQuestion>("-createdAt")
        .Add("text", question => question.Text)
        .Add("createdAt", question => question.CreatedAt)
        .Add("updatedAt", question => question.UpdatedAt);

    public BankQuestionsSpec(ListBankQuestionsQuery query)
    {
        var search = query.Search?.Trim().ToLowerInvariant();
        var tag = query.Tag?.Trim().ToLowerInvariant();
        var isArchived = query.Archived ?? false;
        Query
            .Where(question => (question.ArchivedAt != null) == isArchived)
            .Where(question => question.Text.ToLower().Contains(search!), !string.IsNullOrEmpty(search))
            .Where(question => question.Tags.Contains(tag!), !string.IsNullOrEmpty(tag))
            .Where(question => question.Kind == query.Kind, query.Kind is not null)
            .Where(question => question.Language == query.Language, query.Language is not null)
            .Where(question => (question.CompanyId == null) == query.Library, query.Library is not null);
        Sorting.Apply(Query, query.Sort);
    }
}

internal sealed class BankQuestionListProfile : Profile
{
    public BankQuestionListProfile() => CreateProjection<BankQuestion, BankQuestionListRow>()
        .ForCtorParam(nameof(BankQuestionListRow.IsLibrary), row => row.MapFrom(question => question.CompanyId == null))
        .ForCtorParam(nameof(BankQuestionListRow.IsArchived), row => row.MapFrom(question => question.ArchivedAt != null));
}
