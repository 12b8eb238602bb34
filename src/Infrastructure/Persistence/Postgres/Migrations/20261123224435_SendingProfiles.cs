using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SecurityTraining.Infrastructure.Persistence.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class SendingProfiles : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_control_work_items_kind_due_at",
                table: "control_work_items");

            migrationBuilder.AddColumn<string>(
                name: "plan_sender_domain",
                table: "simulations",
                type: "character varying(253)",
                maxLength: 253,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "plan_sending_profile_id",
                table: "simulations",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "lane_id",
                table: "control_work_items",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.CreateTable(
                name: "sending_profiles",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    sender_domain = table.Column<string>(type: "character varying(253)", maxLength: 253, nullable: false),
                    login = table.Column<string>(type: "text", nullable: true),
                    login_changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    headers = table.Column<string>(type: "text", nullable: false),
                    dkim = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    limits_connections = table.Column<int>(type: "integer", nullable: false),
                    limits_max_per_domain_per_hour = table.Column<int>(type: "integer", nullable: false),
                    limits_max_per_second = table.Column<int>(type: "integer", nullable: false),
                    server_host = table.Column<string>(type: "character varying(253)", maxLength: 253, nullable: false),
                    server_port = table.Column<int>(type: "integer", nullable: false),
                    server_security = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sending_profiles", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_sending_profiles_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "sending_healths",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    last_success_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_failure_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_failure = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    failures = table.Column<int>(type: "integer", nullable: false),
                    hours = table.Column<string>(type: "text", nullable: false),
                    tried = table.Column<string>(type: "text", nullable: false),
                    quota_hour = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sending_healths", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_sending_healths_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_sending_healths_sending_profiles_company_id_id",
                        columns: x => new { x.company_id, x.id },
                        principalTable: "sending_profiles",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_control_work_items_kind_lane_id_due_at",
                table: "control_work_items",
                columns: new[] { "kind", "lane_id", "due_at" },
                filter: "dead_at IS NULL AND NOT is_held");

            migrationBuilder.CreateIndex(
                name: "ix_sending_profiles_company_id_name",
                table: "sending_profiles",
                columns: new[] { "company_id", "name" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "sending_healths");

            migrationBuilder.DropTable(
                name: "sending_profiles");

            migrationBuilder.DropIndex(
                name: "ix_control_work_items_kind_lane_id_due_at",
                table: "control_work_items");

            migrationBuilder.DropColumn(
                name: "plan_sender_domain",
                table: "simulations");

            migrationBuilder.DropColumn(
                name: "plan_sending_profile_id",
                table: "simulations");

            migrationBuilder.DropColumn(
                name: "lane_id",
                table: "control_work_items");

            migrationBuilder.CreateIndex(
                name: "ix_control_work_items_kind_due_at",
                table: "control_work_items",
                columns: new[] { "kind", "due_at" },
                filter: "dead_at IS NULL AND NOT is_held");
        }
    }
}
