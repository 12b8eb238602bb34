using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SecurityTraining.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class LearningCycle : Migration
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

            migrationBuilder.AddColumn<Guid>(
                name: "repeat_assignment_id",
                table: "enrollments",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "repeat_at",
                table: "enrollments",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_open",
                table: "courses",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "profile_certificate_months",
                table: "courses",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ended_at",
                table: "course_assignments",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "grace_days",
                table: "course_assignments",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "repeat_months",
                table: "course_assignments",
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

            migrationBuilder.AddColumn<long>(
                name: "next_reminder_at",
                table: "certificates",
                type: "INTEGER",
                nullable: true);

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

            migrationBuilder.CreateIndex(
                name: "ix_enrollments_company_id_repeat_assignment_id_repeat_at",
                table: "enrollments",
                columns: new[] { "company_id", "repeat_assignment_id", "repeat_at" });

            migrationBuilder.CreateIndex(
                name: "ix_certificates_company_id_next_reminder_at",
                table: "certificates",
                columns: new[] { "company_id", "next_reminder_at" });

            migrationBuilder.CreateIndex(
                name: "ix_point_entries_company_id_user_id_at",
                table: "point_entries",
                columns: new[] { "company_id", "user_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_point_entries_company_id_user_id_kind_source_id",
                table: "point_entries",
                columns: new[] { "company_id", "user_id", "kind", "source_id" },
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "fk_enrollments_course_assignments_company_id_repeat_assignment_id",
                table: "enrollments",
                columns: new[] { "company_id", "repeat_assignment_id" },
                principalTable: "course_assignments",
                principalColumns: new[] { "company_id", "id" },
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_enrollments_course_assignments_company_id_repeat_assignment_id",
                table: "enrollments");

            migrationBuilder.DropTable(
                name: "point_entries");

            migrationBuilder.DropIndex(
                name: "ix_enrollments_company_id_repeat_assignment_id_repeat_at",
                table: "enrollments");

            migrationBuilder.DropIndex(
                name: "ix_certificates_company_id_next_reminder_at",
                table: "certificates");

            migrationBuilder.DropColumn(
                name: "achievements_off",
                table: "users");

            migrationBuilder.DropColumn(
                name: "repeat_assignment_id",
                table: "enrollments");

            migrationBuilder.DropColumn(
                name: "repeat_at",
                table: "enrollments");

            migrationBuilder.DropColumn(
                name: "is_open",
                table: "courses");

            migrationBuilder.DropColumn(
                name: "profile_certificate_months",
                table: "courses");

            migrationBuilder.DropColumn(
                name: "ended_at",
                table: "course_assignments");

            migrationBuilder.DropColumn(
                name: "grace_days",
                table: "course_assignments");

            migrationBuilder.DropColumn(
                name: "repeat_months",
                table: "course_assignments");

            migrationBuilder.DropColumn(
                name: "achievements_off",
                table: "companies");

            migrationBuilder.DropColumn(
                name: "logo_content_id",
                table: "companies");

            migrationBuilder.DropColumn(
                name: "next_reminder_at",
                table: "certificates");
        }
    }
}
