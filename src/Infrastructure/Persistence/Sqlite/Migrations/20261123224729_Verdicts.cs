using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SecurityTraining.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Verdicts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "address",
                table: "simulation_events",
                type: "TEXT",
                maxLength: 8,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "network",
                table: "simulation_events",
                type: "TEXT",
                maxLength: 8,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "reasons",
                table: "simulation_events",
                type: "TEXT",
                maxLength: 300,
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<string>(
                name: "own_client",
                table: "recipients",
                type: "TEXT",
                maxLength: 80,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "own_network",
                table: "recipients",
                type: "TEXT",
                maxLength: 8,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "own_since",
                table: "recipients",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "raw_clicked",
                table: "recipients",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "raw_opened",
                table: "recipients",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "raw_submitted",
                table: "recipients",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "trap_at",
                table: "recipients",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "trap_caller",
                table: "recipients",
                type: "TEXT",
                maxLength: 80,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "verdict_rules",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    address_range = table.Column<string>(type: "TEXT", maxLength: 43, nullable: true),
                    user_agent = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    verdict = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    note = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    application = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    hits_changed = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_verdict_rules", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_verdict_rules_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_simulation_events_company_id_address_at",
                table: "simulation_events",
                columns: new[] { "company_id", "address", "at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "verdict_rules");

            migrationBuilder.DropIndex(
                name: "ix_simulation_events_company_id_address_at",
                table: "simulation_events");

            migrationBuilder.DropColumn(
                name: "address",
                table: "simulation_events");

            migrationBuilder.DropColumn(
                name: "network",
                table: "simulation_events");

            migrationBuilder.DropColumn(
                name: "reasons",
                table: "simulation_events");

            migrationBuilder.DropColumn(
                name: "own_client",
                table: "recipients");

            migrationBuilder.DropColumn(
                name: "own_network",
                table: "recipients");

            migrationBuilder.DropColumn(
                name: "own_since",
                table: "recipients");

            migrationBuilder.DropColumn(
                name: "raw_clicked",
                table: "recipients");

            migrationBuilder.DropColumn(
                name: "raw_opened",
                table: "recipients");

            migrationBuilder.DropColumn(
                name: "raw_submitted",
                table: "recipients");

            migrationBuilder.DropColumn(
                name: "trap_at",
                table: "recipients");

            migrationBuilder.DropColumn(
                name: "trap_caller",
                table: "recipients");
        }
    }
}
