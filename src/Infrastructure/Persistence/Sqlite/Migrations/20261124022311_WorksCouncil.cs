using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SecurityTraining.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class WorksCouncil : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "collected_at",
                table: "simulations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "pseudonym_key_destroyed_at",
                table: "simulations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "results",
                table: "simulations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "results_closed_at",
                table: "simulations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "works_council",
                table: "simulations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_pseudonymous",
                table: "recipients",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "pseudonym_keys",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    protected_key = table.Column<byte[]>(type: "BLOB", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
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
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    simulation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    pseudonym = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    verdict = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    reasons = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    client = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    address = table.Column<string>(type: "TEXT", maxLength: 8, nullable: true),
                    network = table.Column<string>(type: "TEXT", maxLength: 8, nullable: true)
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
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    simulation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    opened = table.Column<bool>(type: "INTEGER", nullable: true),
                    clicked = table.Column<bool>(type: "INTEGER", nullable: true),
                    submitted = table.Column<bool>(type: "INTEGER", nullable: true),
                    reported = table.Column<bool>(type: "INTEGER", nullable: true)
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
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    simulation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    pseudonym = table.Column<Guid>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    requested_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    requested_at = table.Column<long>(type: "INTEGER", nullable: false),
                    approved_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    approved_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
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
