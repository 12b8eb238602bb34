using ErrorOr;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Learning.Courses;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Application.Learning.Outline;

/// <summary>What lessons are made of is looked at before it is kept, and thrown away when nothing needs it any more.</summary>
internal sealed class LessonContents(IRepository<LessonContent> contents, IRepository<Quiz> quizzes, LessonFiles files, ILessonHtml html)
{
    /// <returns>The body as it may be shown to learners.</returns>
    public async Task<ErrorOr<LessonBody>> Clean(LessonBody body, CancellationToken ct)
    {
        // A quiz of the library belongs to its course; a company's course asks the company's own.
        if (body.QuizId is { } quizId && await quizzes.GetByIdAsync(quizId, ct) is not { CompanyId: not null })
        {
            return QuizErrors.NotFound;
        }

        return body switch
        {
            { Exercise: { } exercise } => body with { Exercise = exercise with { Html = html.CleanExercise(exercise.Html) } },
            { Video: { EmbedUrl: { } address } film } => body with { Video = film with { EmbedUrl = VideoHosts.PlayerOf(address) } },
            _ => await files.Check(body, ct),
        };
    }

    /// <summary>What a published version teaches stays.</summary>
    public async Task Discard(IEnumerable<LessonEntry> lessons, CancellationToken ct)
    {
        var unused = await contents.ListAsync(new UnfrozenContentsSpec([.. lessons.Select(lesson => lesson.ContentId)]), ct);
        unused.ForEach(contents.Remove);
    }
}

internal sealed class UnfrozenContentsSpec : Specification<LessonContent>
{
    public UnfrozenContentsSpec(IReadOnlyCollection<Guid> ids) => Query.Where(content => ids.Contains(content.Id) && !content.IsFrozen);
}

/// <summary>Lessons as learners see them.</summary>
public interface ILessonHtml
{
    /// <summary>CommonMark with tables to HTML that runs no script, loads nothing and frames nothing; links open for themselves.</summary>
    string Render(string markdown);

    /// <summary>A sample mail to click about in: its links lead nowhere, its marks (<c>data-region</c>) are kept.</summary>
    string CleanExercise(string html);
}
