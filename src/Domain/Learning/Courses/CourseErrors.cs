using ErrorOr;

namespace SecurityTraining.Domain.Learning.Courses;

public static class CourseErrors
{
    public static readonly Error NotFound = Error.NotFound("course_not_found", "There is no such course.");
    public static readonly Error ModuleNotFound = Error.NotFound("module_not_found", "The course has no such module.");
    public static readonly Error LessonNotFound = Error.NotFound("lesson_not_found", "The module has no such lesson.");
    public static readonly Error NoEdition = Error.NotFound("edition_not_found", "The course does not exist in this language.");

    public static readonly Error ReadOnly = Error.Forbidden(
        "course_read_only", "Courses of the library cannot be changed. Duplicate it, and change your copy.");

    public static readonly Error DefaultLanguage = Error.Conflict(
        "edition_is_default", "This is the course's default language. Choose another one first.");

    public static readonly Error Archived = Error.Conflict("course_archived", "The course is archived. Publish it again to change it.");
    public static readonly Error NotPublished = Error.Conflict("course_not_published", "The course is not published.");
    public static readonly Error NothingToPublish = Error.Conflict("course_unchanged", "Nothing has been changed since the last version.");

    public static readonly Error HasBeenPublished = Error.Conflict(
        "course_has_been_published", "People may have been taught with it: it can be archived, but not deleted.");

    public static readonly Error Empty = Error.Conflict("course_empty", "Every language of the course needs at least one lesson.");
    public static readonly Error QuizUnusable = Error.Conflict("quiz_unusable", "A lesson's quiz does not exist or has no questions.");
    public static readonly Error FileUnusable = Error.Conflict("lesson_file_unusable", "A lesson's file has been deleted, or is not ready.");
    public static readonly Error OrderIncomplete = Error.Validation("order_incomplete", "Name every module and every lesson of this language once.");
    public static readonly Error TooManyModules = Error.Conflict("module_limit_reached", $"A course has at most {Course.MaxModules} modules.");
    public static readonly Error TooManyLessons = Error.Conflict("lesson_limit_reached", $"A course has at most {Course.MaxLessons} lessons.");
    public static readonly Error PrerequisiteUnknown = Error.Validation("prerequisite_unknown", "There is no such course to be completed first.");
    public static readonly Error PrerequisiteCircle = Error.Validation("prerequisite_circle", "A course cannot come before itself.");
}

public static class LessonErrors
{
    public static readonly Error WrongFile = Error.Validation("lesson_file_unfit", "A lesson of this kind cannot be made of a file of this type.");
    public static readonly Error ItemUnknown = Error.Validation("scorm_item_unknown", "The package has no such item.");
    public static readonly Error PassMarkMissing = Error.Validation("scorm_pass_mark_missing", "The package names no pass mark: give one as passPercent.");

    public static readonly Error KindIsFixed = Error.Validation(
        "lesson_kind_fixed", "A lesson keeps its kind. Remove it, and add another.");
}
