using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SecurityTraining.Infrastructure.Persistence.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Programmes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "programmes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    rhythm = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    planned_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_period = table.Column<DateOnly>(type: "date", nullable: true),
                    changed_by = table.Column<Guid>(type: "uuid", nullable: true),
                    approved_by = table.Column<Guid>(type: "uuid", nullable: true),
                    approved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    plan_audience = table.Column<string>(type: "text", nullable: false),
                    plan_ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    plan_name = table.Column<string>(type: "character varying(150)", maxLength: 150, nullable: false),
                    plan_selection = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, defaultValue: "Random"),
                    plan_sender_address = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: true),
                    plan_sender_domain = table.Column<string>(type: "character varying(253)", maxLength: 253, nullable: true),
                    plan_sender_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    plan_sending_profile_id = table.Column<Guid>(type: "uuid", nullable: true),
                    plan_spread_minutes = table.Column<int>(type: "integer", nullable: false),
                    plan_starts_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    plan_template_ids = table.Column<string>(type: "text", nullable: false),
                    plan_template_weights = table.Column<string>(type: "text", nullable: true),
                    plan_timing = table.Column<string>(type: "text", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_programmes", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_programmes_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "programme_runs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    programme_id = table.Column<Guid>(type: "uuid", nullable: false),
                    period = table.Column<DateOnly>(type: "date", nullable: false),
                    planned_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    simulation_id = table.Column<Guid>(type: "uuid", nullable: true),
                    reason_code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_programme_runs", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_programme_runs_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_programme_runs_programmes_company_id_programme_id",
                        columns: x => new { x.company_id, x.programme_id },
                        principalTable: "programmes",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_programme_runs_simulations_company_id_simulation_id",
                        columns: x => new { x.company_id, x.simulation_id },
                        principalTable: "simulations",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_programme_runs_company_id_programme_id_period",
                table: "programme_runs",
                columns: new[] { "company_id", "programme_id", "period" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_programme_runs_company_id_simulation_id",
                table: "programme_runs",
                columns: new[] { "company_id", "simulation_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "programme_runs");

            migrationBuilder.DropTable(
                name: "programmes");
        }
    }
}
