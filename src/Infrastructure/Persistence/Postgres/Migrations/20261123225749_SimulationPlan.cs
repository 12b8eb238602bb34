using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SecurityTraining.Infrastructure.Persistence.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class SimulationPlan : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "additions",
                table: "simulations",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "approved_at",
                table: "simulations",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "approved_by",
                table: "simulations",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "freezing_round",
                table: "simulations",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "holidays",
                table: "simulations",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "hourly_mails",
                table: "simulations",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "last_send_at",
                table: "simulations",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "plan_ends_at",
                table: "simulations",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "plan_selection",
                table: "simulations",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "Random");

            migrationBuilder.AddColumn<string>(
                name: "plan_template_weights",
                table: "simulations",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "plan_timing",
                table: "simulations",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "requested_at",
                table: "simulations",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "requested_by",
                table: "simulations",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "requested_start",
                table: "simulations",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "sends_from",
                table: "simulations",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "fell_for",
                table: "recipients",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "is_repeat",
                table: "recipients",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "resisted",
                table: "recipients",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "target_difficulty",
                table: "recipients",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "time_zone",
                table: "recipients",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "control_installation_stops",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_control_installation_stops", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "phishing_policies",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    holidays = table.Column<string>(type: "text", nullable: false),
                    requires_approval = table.Column<bool>(type: "boolean", nullable: false),
                    stopped_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    stop_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_phishing_policies", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_phishing_policies_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "control_installation_stops");

            migrationBuilder.DropTable(
                name: "phishing_policies");

            migrationBuilder.DropColumn(
                name: "additions",
                table: "simulations");

            migrationBuilder.DropColumn(
                name: "approved_at",
                table: "simulations");

            migrationBuilder.DropColumn(
                name: "approved_by",
                table: "simulations");

            migrationBuilder.DropColumn(
                name: "freezing_round",
                table: "simulations");

            migrationBuilder.DropColumn(
                name: "holidays",
                table: "simulations");

            migrationBuilder.DropColumn(
                name: "hourly_mails",
                table: "simulations");

            migrationBuilder.DropColumn(
                name: "last_send_at",
                table: "simulations");

            migrationBuilder.DropColumn(
                name: "plan_ends_at",
                table: "simulations");

            migrationBuilder.DropColumn(
                name: "plan_selection",
                table: "simulations");

            migrationBuilder.DropColumn(
                name: "plan_template_weights",
                table: "simulations");

            migrationBuilder.DropColumn(
                name: "plan_timing",
                table: "simulations");

            migrationBuilder.DropColumn(
                name: "requested_at",
                table: "simulations");

            migrationBuilder.DropColumn(
                name: "requested_by",
                table: "simulations");

            migrationBuilder.DropColumn(
                name: "requested_start",
                table: "simulations");

            migrationBuilder.DropColumn(
                name: "sends_from",
                table: "simulations");

            migrationBuilder.DropColumn(
                name: "fell_for",
                table: "recipients");

            migrationBuilder.DropColumn(
                name: "is_repeat",
                table: "recipients");

            migrationBuilder.DropColumn(
                name: "resisted",
                table: "recipients");

            migrationBuilder.DropColumn(
                name: "target_difficulty",
                table: "recipients");

            migrationBuilder.DropColumn(
                name: "time_zone",
                table: "recipients");
        }
    }
}
