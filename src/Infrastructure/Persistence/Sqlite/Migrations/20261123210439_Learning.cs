using System;
using Microsoft.EntityFrameworkCore.Migrations;
using SecurityTraining.Infrastructure.Persistence.ControlPlane;

#nullable disable

namespace SecurityTraining.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Learning : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "achievements_off",
                table: "users",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "former_emails",
                table: "users",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "pools",
                table: "quiz_revisions",
                type: "TEXT",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<Guid>(
                name: "successor_id",
                table: "quiz_revisions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_open",
                table: "courses",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.OpenEarlierCourses();

            migrationBuilder.AddColumn<int>(
                name: "profile_certificate_months",
                table: "courses",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "duration_seconds",
                table: "content_files",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_taught",
                table: "content_files",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "duration_seconds",
                table: "content_blobs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "achievements_off",
                table: "companies",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "logo_content_id",
                table: "companies",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "bank_questions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    language = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    tags = table.Column<string>(type: "TEXT", nullable: false),
                    question = table.Column<string>(type: "TEXT", nullable: false),
                    used_at = table.Column<long>(type: "INTEGER", nullable: true),
                    archived_at = table.Column<long>(type: "INTEGER", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bank_questions", x => x.id);
                    table.ForeignKey(
                        name: "fk_bank_questions_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "certificates",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    enrollment_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    course_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    course_version_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_name = table.Column<string>(type: "TEXT", maxLength: 201, nullable: false),
                    course_title = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    company_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    language = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    time_zone = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    score = table.Column<int>(type: "INTEGER", nullable: true),
                    completed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    issued_at = table.Column<long>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: true),
                    next_reminder_at = table.Column<long>(type: "INTEGER", nullable: true),
                    code = table.Column<string>(type: "TEXT", maxLength: 29, nullable: false),
                    file_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    revoked_at = table.Column<long>(type: "INTEGER", nullable: true),
                    revocation_reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_certificates", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_certificates_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_certificates_users_company_id_user_id",
                        columns: x => new { x.company_id, x.user_id },
                        principalTable: "users",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "control_certificate_codes",
                columns: table => new
                {
                    code_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    certificate_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_control_certificate_codes", x => x.code_hash);
                });

            migrationBuilder.CreateTable(
                name: "control_library_editions",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    build = table.Column<string>(type: "TEXT", maxLength: 110, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_control_library_editions", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "course_assignments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    requested_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    only_led_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    course_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    course_title = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    people = table.Column<string>(type: "TEXT", nullable: false),
                    starts_at = table.Column<long>(type: "INTEGER", nullable: true),
                    due_at = table.Column<long>(type: "INTEGER", nullable: true),
                    due_days = table.Column<int>(type: "INTEGER", nullable: true),
                    is_mandatory = table.Column<bool>(type: "INTEGER", nullable: false),
                    repeat_months = table.Column<int>(type: "INTEGER", nullable: true),
                    grace_days = table.Column<int>(type: "INTEGER", nullable: true),
                    status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    is_standing = table.Column<bool>(type: "INTEGER", nullable: false),
                    total = table.Column<int>(type: "INTEGER", nullable: false),
                    enrolled = table.Column<int>(type: "INTEGER", nullable: false),
                    progress = table.Column<int>(type: "INTEGER", nullable: false),
                    reached_user_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    finished_at = table.Column<long>(type: "INTEGER", nullable: true),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_course_assignments", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_course_assignments_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "point_entries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    source_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    points = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_point_entries", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_point_entries_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_point_entries_users_company_id_user_id",
                        columns: x => new { x.company_id, x.user_id },
                        principalTable: "users",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "quiz_regradings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    requested_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    quiz_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    question_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    total = table.Column<int>(type: "INTEGER", nullable: false),
                    seen = table.Column<int>(type: "INTEGER", nullable: false),
                    raised = table.Column<int>(type: "INTEGER", nullable: false),
                    lowered = table.Column<int>(type: "INTEGER", nullable: false),
                    progress = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    finished_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_quiz_regradings", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_quiz_regradings_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "enrollments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    course_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    language = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    course_title = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    pass_percent = table.Column<int>(type: "INTEGER", nullable: false),
                    starts_at = table.Column<long>(type: "INTEGER", nullable: true),
                    due_at = table.Column<long>(type: "INTEGER", nullable: true),
                    is_mandatory = table.Column<bool>(type: "INTEGER", nullable: false),
                    assignment_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    lessons = table.Column<string>(type: "TEXT", nullable: false),
                    progress = table.Column<int>(type: "INTEGER", nullable: false),
                    score = table.Column<int>(type: "INTEGER", nullable: true),
                    assigned_at = table.Column<long>(type: "INTEGER", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: true),
                    completed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    next_reminder_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_enrollments", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_enrollments_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_enrollments_course_assignments_company_id_assignment_id",
                        columns: x => new { x.company_id, x.assignment_id },
                        principalTable: "course_assignments",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_enrollments_users_company_id_user_id",
                        columns: x => new { x.company_id, x.user_id },
                        principalTable: "users",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "quiz_attempts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    enrollment_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    lesson_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    quiz_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    revision_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    rules = table.Column<string>(type: "TEXT", nullable: false),
                    questions = table.Column<string>(type: "TEXT", nullable: false),
                    answers = table.Column<string>(type: "TEXT", nullable: false),
                    results = table.Column<string>(type: "TEXT", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ends_at = table.Column<long>(type: "INTEGER", nullable: true),
                    submitted_at = table.Column<long>(type: "INTEGER", nullable: true),
                    score = table.Column<int>(type: "INTEGER", nullable: true),
                    is_passed = table.Column<bool>(type: "INTEGER", nullable: true),
                    former_results = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "'[]'"),
                    pace = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "'[]'"),
                    answered_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_quiz_attempts", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_quiz_attempts_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_quiz_attempts_enrollments_company_id_enrollment_id",
                        columns: x => new { x.company_id, x.enrollment_id },
                        principalTable: "enrollments",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "scorm_runs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    enrollment_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    lesson_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    data = table.Column<string>(type: "TEXT", nullable: false),
                    openings = table.Column<int>(type: "INTEGER", nullable: false),
                    opening = table.Column<int>(type: "INTEGER", nullable: false),
                    sequence = table.Column<int>(type: "INTEGER", nullable: false),
                    former_seconds = table.Column<int>(type: "INTEGER", nullable: false),
                    session_seconds = table.Column<int>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_scorm_runs", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_scorm_runs_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_scorm_runs_enrollments_company_id_enrollment_id",
                        columns: x => new { x.company_id, x.enrollment_id },
                        principalTable: "enrollments",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "question_responses",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    attempt_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    quiz_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    question_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    share = table.Column<double>(type: "REAL", nullable: false),
                    rest_share = table.Column<double>(type: "REAL", nullable: false),
                    is_answered = table.Column<bool>(type: "INTEGER", nullable: false),
                    seconds = table.Column<int>(type: "INTEGER", nullable: false),
                    choices = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_question_responses", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_question_responses_quiz_attempts_company_id_attempt_id",
                        columns: x => new { x.company_id, x.attempt_id },
                        principalTable: "quiz_attempts",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "scorm_launches",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    run_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    session_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    token_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    target = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_scorm_launches", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_scorm_launches_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_scorm_launches_scorm_runs_company_id_run_id",
                        columns: x => new { x.company_id, x.run_id },
                        principalTable: "scorm_runs",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_bank_questions_company_id_language_created_at",
                table: "bank_questions",
                columns: new[] { "company_id", "language", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_certificates_company_id_course_id_issued_at",
                table: "certificates",
                columns: new[] { "company_id", "course_id", "issued_at" });

            migrationBuilder.CreateIndex(
                name: "ix_certificates_company_id_enrollment_id",
                table: "certificates",
                columns: new[] { "company_id", "enrollment_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_certificates_company_id_file_id",
                table: "certificates",
                columns: new[] { "company_id", "file_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_certificates_company_id_issued_at",
                table: "certificates",
                columns: new[] { "company_id", "issued_at" });

            migrationBuilder.CreateIndex(
                name: "ix_certificates_company_id_next_reminder_at",
                table: "certificates",
                columns: new[] { "company_id", "next_reminder_at" });

            migrationBuilder.CreateIndex(
                name: "ix_certificates_company_id_user_id_issued_at",
                table: "certificates",
                columns: new[] { "company_id", "user_id", "issued_at" });

            migrationBuilder.CreateIndex(
                name: "ix_control_certificate_codes_certificate_id",
                table: "control_certificate_codes",
                column: "certificate_id");

            migrationBuilder.CreateIndex(
                name: "ix_course_assignments_company_id_created_at",
                table: "course_assignments",
                columns: new[] { "company_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_course_assignments_company_id_id",
                table: "course_assignments",
                columns: new[] { "company_id", "id" },
                filter: "is_standing");

            migrationBuilder.CreateIndex(
                name: "ix_enrollments_company_id_assignment_id",
                table: "enrollments",
                columns: new[] { "company_id", "assignment_id" });

            migrationBuilder.CreateIndex(
                name: "ix_enrollments_company_id_course_id_status",
                table: "enrollments",
                columns: new[] { "company_id", "course_id", "status" });

            migrationBuilder.CreateIndex(
                name: "ix_enrollments_company_id_due_at",
                table: "enrollments",
                columns: new[] { "company_id", "due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_enrollments_company_id_next_reminder_at",
                table: "enrollments",
                columns: new[] { "company_id", "next_reminder_at" });

            migrationBuilder.CreateIndex(
                name: "ix_enrollments_company_id_user_id_assigned_at",
                table: "enrollments",
                columns: new[] { "company_id", "user_id", "assigned_at" });

            migrationBuilder.CreateIndex(
                name: "ix_enrollments_company_id_user_id_course_id",
                table: "enrollments",
                columns: new[] { "company_id", "user_id", "course_id" },
                unique: true,
                filter: "status IN ('Assigned', 'InProgress')");

            migrationBuilder.CreateIndex(
                name: "ix_point_entries_company_id_user_id_at",
                table: "point_entries",
                columns: new[] { "company_id", "user_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_point_entries_company_id_user_id_kind_source_id",
                table: "point_entries",
                columns: new[] { "company_id", "user_id", "kind", "source_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_point_entries_company_id_user_id_points",
                table: "point_entries",
                columns: new[] { "company_id", "user_id", "points" });

            migrationBuilder.CreateIndex(
                name: "ix_question_responses_company_id_attempt_id_question_id",
                table: "question_responses",
                columns: new[] { "company_id", "attempt_id", "question_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_question_responses_company_id_quiz_id_question_id",
                table: "question_responses",
                columns: new[] { "company_id", "quiz_id", "question_id" });

            migrationBuilder.CreateIndex(
                name: "ix_quiz_attempts_company_id_enrollment_id_lesson_id_number",
                table: "quiz_attempts",
                columns: new[] { "company_id", "enrollment_id", "lesson_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_quiz_attempts_company_id_quiz_id_score_is_passed_user_id",
                table: "quiz_attempts",
                columns: new[] { "company_id", "quiz_id", "score", "is_passed", "user_id" });

            migrationBuilder.CreateIndex(
                name: "ix_quiz_attempts_company_id_revision_id",
                table: "quiz_attempts",
                columns: new[] { "company_id", "revision_id" });

            migrationBuilder.CreateIndex(
                name: "ix_quiz_attempts_company_id_user_id",
                table: "quiz_attempts",
                columns: new[] { "company_id", "user_id" });

            migrationBuilder.CreateIndex(
                name: "ix_quiz_regradings_company_id_quiz_id",
                table: "quiz_regradings",
                columns: new[] { "company_id", "quiz_id" });

            migrationBuilder.CreateIndex(
                name: "ix_scorm_launches_company_id_run_id_expires_at",
                table: "scorm_launches",
                columns: new[] { "company_id", "run_id", "expires_at" });

            migrationBuilder.CreateIndex(
                name: "ix_scorm_launches_company_id_token_hash",
                table: "scorm_launches",
                columns: new[] { "company_id", "token_hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_scorm_runs_company_id_enrollment_id_lesson_id",
                table: "scorm_runs",
                columns: new[] { "company_id", "enrollment_id", "lesson_id" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "bank_questions");

            migrationBuilder.DropTable(
                name: "certificates");

            migrationBuilder.DropTable(
                name: "control_certificate_codes");

            migrationBuilder.DropTable(
                name: "control_library_editions");

            migrationBuilder.DropTable(
                name: "point_entries");

            migrationBuilder.DropTable(
                name: "question_responses");

            migrationBuilder.DropTable(
                name: "quiz_regradings");

            migrationBuilder.DropTable(
                name: "scorm_launches");

            migrationBuilder.DropTable(
                name: "quiz_attempts");

            migrationBuilder.DropTable(
                name: "scorm_runs");

            migrationBuilder.DropTable(
                name: "enrollments");

            migrationBuilder.DropTable(
                name: "course_assignments");

            migrationBuilder.DropColumn(
                name: "achievements_off",
                table: "users");

            migrationBuilder.DropColumn(
                name: "former_emails",
                table: "users");

            migrationBuilder.DropColumn(
                name: "pools",
                table: "quiz_revisions");

            migrationBuilder.DropColumn(
                name: "successor_id",
                table: "quiz_revisions");

            migrationBuilder.DropColumn(
                name: "is_open",
                table: "courses");

            migrationBuilder.DropColumn(
                name: "profile_certificate_months",
                table: "courses");

            migrationBuilder.DropColumn(
                name: "duration_seconds",
                table: "content_files");

            migrationBuilder.DropColumn(
                name: "is_taught",
                table: "content_files");

            migrationBuilder.DropColumn(
                name: "duration_seconds",
                table: "content_blobs");

            migrationBuilder.DropColumn(
                name: "achievements_off",
                table: "companies");

            migrationBuilder.DropColumn(
                name: "logo_content_id",
                table: "companies");
        }
    }
}
