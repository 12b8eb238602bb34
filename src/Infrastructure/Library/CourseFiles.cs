using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SecurityTraining.Application.Learning.Packages;
using SecurityTraining.Application.Learning.Quizzes;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Learning.Courses;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Infrastructure.Library;

/// <summary>
/// A course in files, in the library and in archives alike: <c>course.json</c>, and in a folder for each language another <c>course.json</c>
/// with the outline, Markdown for each text, JSON for each quiz and exercise.
/// </summary>
internal static class CourseFiles
{
    private const string Outline = "course.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    /// <param name="text">The text of the file with a name; null if there is none.</param>
    /// <exception cref="FormatException">A file is missing or cannot be understood.</exception>
    public static CoursePackage Read(Func<string, string?> text)
    {
        var about = Parse<CourseFile>(Outline);
        var editions = Languages.Supported
            .Where(language => text($"{language}/{Outline}") is not null)
            .Select(language => Edition(language, Parse<EditionFile>($"{language}/{Outline}")));
        return new CoursePackage(
            about.Id,
            about.Difficulty,
            about.Tags ?? [],
            about.Compliance ?? [],
            about.DefaultLanguage,
            about.PassPercent ?? CourseProfile.DefaultPassPercent,
            [.. editions],
            [.. (about.Files ?? []).OfType<FileEntry>().Select(file => new PackageFile(file.Id, file.Name, file.Entry, Size: 0))],
            about.CertificateMonths);

        PackageEdition Edition(string language, EditionFile edition) => new(
            language,
            edition.Title,
            edition.Description ?? "",
            [.. (edition.Modules ?? []).Select(module => new PackageModule(
                module.Title, [.. (module.Lessons ?? []).Select(lesson => Lesson($"{language}/", lesson))]))]);

        PackageLesson Lesson(string folder, LessonFile lesson)
        {
            var name = folder + lesson.File;
            return new PackageLesson(
                lesson.File,
                lesson.Title,
                lesson.Minutes ?? 1,
                lesson.Kind == LessonKind.Text ? Text(name) : null,
                lesson.Kind == LessonKind.MailExercise ? Parse<MailExercise>(name) : null,
                lesson.Kind == LessonKind.Quiz ? Parse<QuizFile>(name).Quiz : null,
                Media(lesson.Kind, name));
        }

        PackageMedia? Media(LessonKind kind, string name) => kind switch
        {
            LessonKind.Video => new PackageMedia(Video: Parse<LessonVideo>(name)),
            LessonKind.Document => new PackageMedia(Document: Parse<LessonDocument>(name)),
            LessonKind.Scorm => new PackageMedia(Scorm: Parse<LessonScorm>(name)),
            _ => null,
        };

        string Text(string name) => text(name) ?? throw new FormatException($"{name} is missing.");

        T Parse<T>(string name)
        {
            try
            {
                return JsonSerializer.Deserialize<T>(Text(name), Json) ?? throw new FormatException($"{name} is empty.");
            }
            catch (JsonException problem)
            {
                throw new FormatException($"{name}: {problem.Path ?? "$"} is not what it should be.", problem);
            }
        }
    }

    public static IEnumerable<(string Name, string Text)> Write(CoursePackage package)
    {
        yield return (Outline, Serialize(new CourseFile(
            package.Id,
            package.Difficulty,
            package.Tags,
            package.Compliance,
            package.DefaultLanguage,
            package.PassPercent,
            package.Files.Count == 0 ? null : [.. package.Files.Select(file => new FileEntry(file.Id, file.Name, file.Entry))],
            package.CertificateMonths)));
        foreach (var edition in package.Editions)
        {
            yield return ($"{edition.Language}/{Outline}", Serialize(new EditionFile(
                edition.Title,
                edition.Description,
                [.. edition.Modules.Select(module => new ModuleFile(
                    module.Title, [.. module.Lessons.Select(lesson => new LessonFile(lesson.Kind, lesson.Title, lesson.Minutes, FileName(lesson)))]))])));
            foreach (var lesson in edition.Modules.SelectMany(module => module.Lessons))
            {
                yield return ($"{edition.Language}/{FileName(lesson)}", Content(lesson));
            }
        }
    }

    private static string FileName(PackageLesson lesson) => lesson.Name + (lesson.Markdown is null ? ".json" : ".md");

    private static string Content(PackageLesson lesson) => lesson switch
    {
        { Markdown: { } markdown } => markdown,
        { Quiz: { } quiz } => Serialize(QuizFile.Of(quiz)),
        { Media.Video: { } video } => Serialize(video),
        { Media.Document: { } document } => Serialize(document),
        { Media.Scorm: { } scorm } => Serialize(scorm),
        _ => Serialize(lesson.Exercise),
    };

    private static string Serialize<T>(T value) => JsonSerializer.Serialize(value, Json);

    private sealed record CourseFile(
        Guid? Id,
        CourseDifficulty Difficulty,
        IReadOnlyList<string>? Tags,
        IReadOnlyList<ComplianceTag>? Compliance,
        string DefaultLanguage,
        int? PassPercent = null,
        IReadOnlyList<FileEntry>? Files = null,
        int? CertificateMonths = null);

    private sealed record FileEntry(Guid Id, string Name, string Entry);

    private sealed record EditionFile(string Title, string? Description, IReadOnlyList<ModuleFile>? Modules);

    private sealed record ModuleFile(string Title, IReadOnlyList<LessonFile>? Lessons);

    private sealed record LessonFile(LessonKind Kind, string Title, int? Minutes, string File);

    private sealed record QuizFile(
        int PassPercent,
        IReadOnlyList<QuestionInput> Questions,
        int? MaxAttempts = null,
        int WaitMinutes = 0,
        int? TimeLimitMinutes = null,
        int? Draw = null,
        bool Shuffle = true,
        FeedbackTiming Feedback = FeedbackTiming.AfterAttempt)
    {
        public PackageQuiz Quiz =>
            new(new QuizRules(PassPercent, MaxAttempts, WaitMinutes, TimeLimitMinutes, Draw, Shuffle, Feedback), Questions ?? []);

        public static QuizFile Of(PackageQuiz quiz) => new(
            quiz.Rules.PassPercent,
            quiz.Questions,
            quiz.Rules.MaxAttempts,
            quiz.Rules.WaitMinutes,
            quiz.Rules.TimeLimitMinutes,
            quiz.Rules.Draw,
            quiz.Rules.Shuffle,
            quiz.Rules.Feedback);
    }
}
