using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SecurityTraining.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Lures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "content_attachments",
                table: "simulation_lures",
                type: "TEXT",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<string>(
                name: "content_further_stages",
                table: "simulation_lures",
                type: "TEXT",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<int>(
                name: "stage",
                table: "simulation_events",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "content_attachments",
                table: "lure_templates",
                type: "TEXT",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<string>(
                name: "content_further_stages",
                table: "lure_templates",
                type: "TEXT",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<Guid>(
                name: "landing_page_id",
                table: "lure_templates",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "version_number",
                table: "lure_templates",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.CreateTable(
                name: "landing_pages",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    language = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    stages = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_landing_pages", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_landing_pages_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "lure_template_versions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    template_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    description = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    category = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    difficulty = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    landing_page_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    written_at = table.Column<long>(type: "INTEGER", nullable: false),
                    content_attachments = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "'[]'"),
                    content_cues = table.Column<string>(type: "TEXT", nullable: false),
                    content_further_stages = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "'[]'"),
                    content_html = table.Column<string>(type: "TEXT", nullable: false),
                    content_landing_html = table.Column<string>(type: "TEXT", nullable: false),
                    content_language = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    content_premise = table.Column<string>(type: "TEXT", nullable: false),
                    content_sender_local_part = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    content_sender_name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    content_subject = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    content_text = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lure_template_versions", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_lure_template_versions_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_lure_templates_company_id_landing_page_id",
                table: "lure_templates",
                columns: new[] { "company_id", "landing_page_id" });

            migrationBuilder.CreateIndex(
                name: "ix_landing_pages_company_id_name",
                table: "landing_pages",
                columns: new[] { "company_id", "name" });

            migrationBuilder.CreateIndex(
                name: "ix_lure_template_versions_company_id_template_id_number",
                table: "lure_template_versions",
                columns: new[] { "company_id", "template_id", "number" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "landing_pages");

            migrationBuilder.DropTable(
                name: "lure_template_versions");

            migrationBuilder.DropIndex(
                name: "ix_lure_templates_company_id_landing_page_id",
                table: "lure_templates");

            migrationBuilder.DropColumn(
                name: "content_attachments",
                table: "simulation_lures");

            migrationBuilder.DropColumn(
                name: "content_further_stages",
                table: "simulation_lures");

            migrationBuilder.DropColumn(
                name: "stage",
                table: "simulation_events");

            migrationBuilder.DropColumn(
                name: "content_attachments",
                table: "lure_templates");

            migrationBuilder.DropColumn(
                name: "content_further_stages",
                table: "lure_templates");

            migrationBuilder.DropColumn(
                name: "landing_page_id",
                table: "lure_templates");

            migrationBuilder.DropColumn(
                name: "version_number",
                table: "lure_templates");
        }
    }
}
