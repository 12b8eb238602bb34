using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SecurityTraining.Infrastructure.Persistence.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class QuestionBank : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "pools",
                table: "quiz_revisions",
                type: "text",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<Guid>(
                name: "successor_id",
                table: "quiz_revisions",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "answered_at",
                table: "quiz_attempts",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "former_results",
                table: "quiz_attempts",
                type: "text",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<string>(
                name: "pace",
                table: "quiz_attempts",
                type: "text",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.CreateTable(
                name: "bank_questions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: true),
                    language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    text = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    tags = table.Column<string[]>(type: "text[]", nullable: false),
                    question = table.Column<string>(type: "text", nullable: false),
                    used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    archived_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
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
                name: "question_responses",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    attempt_id = table.Column<Guid>(type: "uuid", nullable: false),
                    quiz_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    question_id = table.Column<Guid>(type: "uuid", nullable: false),
                    share = table.Column<double>(type: "double precision", nullable: false),
                    rest_share = table.Column<double>(type: "double precision", nullable: false),
                    is_answered = table.Column<bool>(type: "boolean", nullable: false),
                    seconds = table.Column<int>(type: "integer", nullable: false),
                    choices = table.Column<string>(type: "text", nullable: false)
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
                name: "quiz_regradings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    requested_by = table.Column<Guid>(type: "uuid", nullable: false),
                    quiz_id = table.Column<Guid>(type: "uuid", nullable: false),
                    question_id = table.Column<Guid>(type: "uuid", nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    total = table.Column<int>(type: "integer", nullable: false),
                    seen = table.Column<int>(type: "integer", nullable: false),
                    raised = table.Column<int>(type: "integer", nullable: false),
                    lowered = table.Column<int>(type: "integer", nullable: false),
                    progress = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
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

            migrationBuilder.CreateIndex(
                name: "ix_quiz_attempts_company_id_quiz_id_score_is_passed_user_id",
                table: "quiz_attempts",
                columns: new[] { "company_id", "quiz_id", "score", "is_passed", "user_id" });

            migrationBuilder.CreateIndex(
                name: "ix_bank_questions_company_id_language_created_at",
                table: "bank_questions",
                columns: new[] { "company_id", "language", "created_at" });

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
                name: "ix_quiz_regradings_company_id_quiz_id",
                table: "quiz_regradings",
                columns: new[] { "company_id", "quiz_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "bank_questions");

            migrationBuilder.DropTable(
                name: "question_responses");

            migrationBuilder.DropTable(
                name: "quiz_regradings");

            migrationBuilder.DropIndex(
                name: "ix_quiz_attempts_company_id_quiz_id_score_is_passed_user_id",
                table: "quiz_attempts");

            migrationBuilder.DropColumn(
                name: "pools",
                table: "quiz_revisions");

            migrationBuilder.DropColumn(
                name: "successor_id",
                table: "quiz_revisions");

            migrationBuilder.DropColumn(
                name: "answered_at",
                table: "quiz_attempts");

            migrationBuilder.DropColumn(
                name: "former_results",
                table: "quiz_attempts");

            migrationBuilder.DropColumn(
                name: "pace",
                table: "quiz_attempts");
        }
    }
}
