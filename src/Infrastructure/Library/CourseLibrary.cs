using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Learning.Outline;
using SecurityTraining.Application.Learning.Packages;
using SecurityTraining.Domain.Learning.Courses;
using SecurityTraining.Domain.Learning.Quizzes;
using SecurityTraining.Infrastructure.Persistence;

namespace SecurityTraining.Infrastructure.Library;

/// <summary>The courses that every company finds ready. They live beside this file, one folder for each.</summary>
internal sealed class CourseLibrary(ILessonHtml html, TimeProvider clock)
{
    private const string Prefix = "courses/";

    private static readonly Lazy<IReadOnlyList<CoursePackage>> Packages = new(ReadAll);

    public static IReadOnlyList<CoursePackage> Read() => Packages.Value;

    /// <summary>
    /// Makes the database's library equal to this build's: what a new build teaches otherwise becomes a new version, and a course that is no
    /// longer there is archived. Needs a login that may write platform content.
    /// </summary>
    public async Task Publish(AppDbContext db, CancellationToken ct)
    {
        var courses = await db.Courses.Where(course => course.CompanyId == null).ToDictionaryAsync(course => course.Id, ct);
        var quizzes = await db.Quizzes.Where(quiz => quiz.CompanyId == null).ToDictionaryAsync(quiz => quiz.Id, ct);
        var versions = await db.CourseVersions.Where(version => version.CompanyId == null).ToListAsync(ct);
        var contents = (await db.LessonContents.Where(content => content.CompanyId == null).Select(content => content.Id).ToListAsync(ct)).ToHashSet();
        var now = clock.GetUtcNow();
        var shelf = new List<BankQuestion>();
        foreach (var package in Read())
        {
            var parts = CourseParts.Of(package, package.Id!.Value, companyId: null, html, key => IdFrom($"{package.Id} {key}"), now);
            foreach (var content in parts.Contents.Where(content => !contents.Contains(content.Id)))
            {
                content.Freeze();
                db.Add(content);
            }

            shelf.AddRange(parts.Quizzes.SelectMany(quiz => quiz.Questions.Select(question =>
                BankQuestion.Of(companyId: null, quiz.Language, question with { Tags = package.Profile.Tags }, now))));
            var asked = parts.Quizzes.ToDictionary(quiz => quiz.Id, quiz => Keep(db, quiz, quizzes.GetValueOrDefault(quiz.Id), now));
            var course = Keep(db, parts.Course, courses.GetValueOrDefault(package.Id.Value), now);
            var latest = versions.Where(version => version.CourseId == course.Id).MaxBy(version => version.Number);
            var quizOf = parts.Contents.ToDictionary(content => content.Id, content => content.Body.QuizId);
            var revisions = course.Outline.Lessons
                .Where(lesson => quizOf[lesson.ContentId] is not null)
                .ToDictionary(lesson => lesson.Id, lesson => asked[quizOf[lesson.ContentId]!.Value].RevisionId!.Value);
            if (course.Publish(latest, revisions, now) is { IsError: false, Value: var version } && version != latest)
            {
                db.Add(version);
            }
        }

        var read = Read().Select(package => package.Id!.Value).ToHashSet();
        foreach (var gone in courses.Values.Where(course => !read.Contains(course.Id)))
        {
            gone.Archive(now);
        }

        await FillBank(db, shelf, now, ct);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>The questions of the library's quizzes, with the tags of their courses, for companies to copy.</summary>
    private static async Task FillBank(AppDbContext db, List<BankQuestion> shelf, DateTimeOffset now, CancellationToken ct)
    {
        var known = await db.BankQuestions.Where(question => question.CompanyId == null).ToDictionaryAsync(question => question.Id, ct);
        foreach (var question in shelf)
        {
            if (!known.Remove(question.Id, out var existing))
            {
                db.Add(question);
            }
            else if (JsonSerializer.Serialize(existing.Question, Json) != JsonSerializer.Serialize(question.Question, Json))
            {
                existing.Replace(question.Language, question.Question, now);
            }
        }

        db.RemoveRange(known.Values);
    }

    private static Course Keep(AppDbContext db, Course course, Course? existing, DateTimeOffset now)
    {
        if (existing is null)
        {
            db.Add(course);
            return course;
        }

        if (!existing.Outline.SameAs(course.Outline) || !existing.Profile.SameAs(course.Profile))
        {
            existing.Replace(course.Profile, course.Outline, now);
        }

        return existing;
    }

    /// <returns>The quiz, frozen.</returns>
    private static Quiz Keep(AppDbContext db, Quiz quiz, Quiz? existing, DateTimeOffset now)
    {
        if (existing is null)
        {
            db.Add(quiz);
        }
        else if (JsonSerializer.Serialize((existing.Title, existing.Rules, existing.Questions), Json) != JsonSerializer.Serialize((quiz.Title, quiz.Rules, quiz.Questions), Json))
        {
            existing.Describe(quiz.Title, quiz.Language, quiz.Rules, now);
            existing.Replace(quiz.Questions, now);
        }

        var kept = existing ?? quiz;
        if (kept.Freeze(now) is { } revision)
        {
            db.Add(revision);
        }

        return kept;
    }

    private static JsonSerializerOptions Json { get; } = new() { IncludeFields = true };

    private static Guid IdFrom(string key) => new(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16));

    private static IReadOnlyList<CoursePackage> ReadAll()
    {
        var courses = EmbeddedText.Names(Prefix).Select(name => name[..name.IndexOf('/', Prefix.Length)]).Distinct(StringComparer.Ordinal);
        return [.. courses.Select(course => CourseFiles.Read(name => EmbeddedText.Find($"{course}/{name}")))];
    }
}
