using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SecurityTraining.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class RiskScores : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "risk_events",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    source_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_risk_events", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_risk_events_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_risk_events_users_company_id_user_id",
                        columns: x => new { x.company_id, x.user_id },
                        principalTable: "users",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "risk_feeds",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    read_up_to = table.Column<Guid>(type: "TEXT", nullable: true),
                    last_news_at = table.Column<long>(type: "INTEGER", nullable: true),
                    closed_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_risk_feeds", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_risk_feeds_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "risk_scores",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    score = table.Column<int>(type: "INTEGER", nullable: false),
                    band = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    computed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    noted_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    noted_score = table.Column<int>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_risk_scores", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_risk_scores_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_risk_scores_users_company_id_id",
                        columns: x => new { x.company_id, x.id },
                        principalTable: "users",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "risk_snapshots",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    department_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    people = table.Column<int>(type: "INTEGER", nullable: false),
                    score_sum = table.Column<long>(type: "INTEGER", nullable: false),
                    low = table.Column<int>(type: "INTEGER", nullable: false),
                    medium = table.Column<int>(type: "INTEGER", nullable: false),
                    high = table.Column<int>(type: "INTEGER", nullable: false),
                    critical = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_risk_snapshots", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_risk_snapshots_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "risk_score_history",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    score = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_risk_score_history", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_risk_score_history_risk_scores_company_id_user_id",
                        columns: x => new { x.company_id, x.user_id },
                        principalTable: "risk_scores",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_risk_events_company_id_at",
                table: "risk_events",
                columns: new[] { "company_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_risk_events_company_id_source_id_kind",
                table: "risk_events",
                columns: new[] { "company_id", "source_id", "kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_risk_events_company_id_user_id_at",
                table: "risk_events",
                columns: new[] { "company_id", "user_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_risk_score_history_company_id_day",
                table: "risk_score_history",
                columns: new[] { "company_id", "day" });

            migrationBuilder.CreateIndex(
                name: "ix_risk_score_history_company_id_user_id_day",
                table: "risk_score_history",
                columns: new[] { "company_id", "user_id", "day" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_risk_scores_company_id_band_id",
                table: "risk_scores",
                columns: new[] { "company_id", "band", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_risk_snapshots_company_id_day_department_id",
                table: "risk_snapshots",
                columns: new[] { "company_id", "day", "department_id" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "risk_events");

            migrationBuilder.DropTable(
                name: "risk_feeds");

            migrationBuilder.DropTable(
                name: "risk_score_history");

            migrationBuilder.DropTable(
                name: "risk_snapshots");

            migrationBuilder.DropTable(
                name: "risk_scores");
        }
    }
}
