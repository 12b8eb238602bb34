using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SecurityTraining.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Accounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "invitation_id",
                table: "users",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "invited_at",
                table: "users",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "email",
                table: "one_time_tokens",
                type: "TEXT",
                maxLength: 254,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "unproven_until",
                table: "control_sign_in_routes",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "control_mail_allowances",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    times = table.Column<string>(type: "TEXT", nullable: false),
                    ends_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_control_mail_allowances", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "invitation_runs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    requested_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    people = table.Column<string>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    total = table.Column<int>(type: "INTEGER", nullable: false),
                    invited = table.Column<int>(type: "INTEGER", nullable: false),
                    skipped = table.Column<int>(type: "INTEGER", nullable: false),
                    progress = table.Column<int>(type: "INTEGER", nullable: false),
                    reached_user_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    finished_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invitation_runs", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_invitation_runs_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_control_mail_allowances_ends_at",
                table: "control_mail_allowances",
                column: "ends_at");

            migrationBuilder.CreateIndex(
                name: "ix_invitation_runs_company_id_created_at",
                table: "invitation_runs",
                columns: new[] { "company_id", "created_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "control_mail_allowances");

            migrationBuilder.DropTable(
                name: "invitation_runs");

            migrationBuilder.DropColumn(
                name: "invitation_id",
                table: "users");

            migrationBuilder.DropColumn(
                name: "invited_at",
                table: "users");

            migrationBuilder.DropColumn(
                name: "email",
                table: "one_time_tokens");

            migrationBuilder.DropColumn(
                name: "unproven_until",
                table: "control_sign_in_routes");
        }
    }
}
