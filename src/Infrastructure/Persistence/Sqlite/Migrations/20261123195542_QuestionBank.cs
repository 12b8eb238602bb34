using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SecurityTraining.Infrastructure.Persistence.Sqlite.Migrations
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
                type: "TEXT",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<Guid>(
                name: "successor_id",
                table: "quiz_revisions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "answered_at",
                table: "quiz_attempts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "former_results",
                table: "quiz_attempts",
                type: "TEXT",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<string>(
                name: "pace",
                table: "quiz_attempts",
                type: "TEXT",
                nullable: false,
                defaultValueSql: "'[]'");

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
