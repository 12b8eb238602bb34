using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SecurityTraining.Infrastructure.Persistence.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class WorksCouncil : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "collected_at",
                table: "simulations",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "pseudonym_key_destroyed_at",
                table: "simulations",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "results",
                table: "simulations",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "results_closed_at",
                table: "simulations",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "works_council",
                table: "simulations",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_pseudonymous",
                table: "recipients",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "pseudonym_keys",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    protected_key = table.Column<byte[]>(type: "bytea", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pseudonym_keys", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_pseudonym_keys_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_pseudonym_keys_simulations_company_id_id",
                        columns: x => new { x.company_id, x.id },
                        principalTable: "simulations",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "pseudonymous_hits",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    simulation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    pseudonym = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    verdict = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reasons = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    client = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    address = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: true),
                    network = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pseudonymous_hits", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_pseudonymous_hits_simulations_company_id_simulation_id",
                        columns: x => new { x.company_id, x.simulation_id },
                        principalTable: "simulations",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "pseudonymous_results",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    simulation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    opened = table.Column<bool>(type: "boolean", nullable: true),
                    clicked = table.Column<bool>(type: "boolean", nullable: true),
                    submitted = table.Column<bool>(type: "boolean", nullable: true),
                    reported = table.Column<bool>(type: "boolean", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pseudonymous_results", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_pseudonymous_results_simulations_company_id_simulation_id",
                        columns: x => new { x.company_id, x.simulation_id },
                        principalTable: "simulations",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "unmaskings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    simulation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    pseudonym = table.Column<Guid>(type: "uuid", nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    requested_by = table.Column<Guid>(type: "uuid", nullable: false),
                    requested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    approved_by = table.Column<Guid>(type: "uuid", nullable: true),
                    approved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unmaskings", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_unmaskings_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_unmaskings_simulations_company_id_simulation_id",
                        columns: x => new { x.company_id, x.simulation_id },
                        principalTable: "simulations",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_pseudonymous_hits_company_id_pseudonym",
                table: "pseudonymous_hits",
                columns: new[] { "company_id", "pseudonym" });

            migrationBuilder.CreateIndex(
                name: "ix_pseudonymous_hits_company_id_simulation_id_id",
                table: "pseudonymous_hits",
                columns: new[] { "company_id", "simulation_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_pseudonymous_results_company_id_simulation_id_id",
                table: "pseudonymous_results",
                columns: new[] { "company_id", "simulation_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_unmaskings_company_id_simulation_id_id",
                table: "unmaskings",
                columns: new[] { "company_id", "simulation_id", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "pseudonym_keys");

            migrationBuilder.DropTable(
                name: "pseudonymous_hits");

            migrationBuilder.DropTable(
                name: "pseudonymous_results");

            migrationBuilder.DropTable(
                name: "unmaskings");

            migrationBuilder.DropColumn(
                name: "collected_at",
                table: "simulations");

            migrationBuilder.DropColumn(
                name: "pseudonym_key_destroyed_at",
                table: "simulations");

            migrationBuilder.DropColumn(
                name: "results",
                table: "simulations");

            migrationBuilder.DropColumn(
                name: "results_closed_at",
                table: "simulations");

            migrationBuilder.DropColumn(
                name: "works_council",
                table: "simulations");

            migrationBuilder.DropColumn(
                name: "is_pseudonymous",
                table: "recipients");
        }
    }
}
