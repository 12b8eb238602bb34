using System;
using Microsoft.EntityFrameworkCore.Migrations;
using SecurityTraining.Infrastructure.Persistence.ControlPlane;

#nullable disable

namespace SecurityTraining.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Access : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "changed_at",
                table: "users",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "custom_role_id",
                table: "users",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "external_id",
                table: "users",
                type: "TEXT",
                maxLength: 255,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "normalized_user_name",
                table: "users",
                type: "TEXT",
                maxLength: 255,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "user_name",
                table: "users",
                type: "TEXT",
                maxLength: 255,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_federated",
                table: "sign_in_challenges",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "is_federated",
                table: "sessions",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "changed_at",
                table: "groups",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "external_id",
                table: "groups",
                type: "TEXT",
                maxLength: 255,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "company_looks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    administrator_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_company_looks", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_company_looks_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "control_companies",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    normalized_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    people_count = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_control_companies", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "control_look_routes",
                columns: table => new
                {
                    look_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_control_look_routes", x => x.look_id);
                });

            migrationBuilder.CreateTable(
                name: "control_sign_on_domains",
                columns: table => new
                {
                    domain = table.Column<string>(type: "TEXT", maxLength: 253, nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_control_sign_on_domains", x => x.domain);
                });

            migrationBuilder.CreateTable(
                name: "custom_roles",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    normalized_name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    description = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    permissions = table.Column<string>(type: "TEXT", nullable: false),
                    own_departments_only = table.Column<bool>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_custom_roles", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_custom_roles_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "federated_accounts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    issuer = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    linked_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_federated_accounts", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_federated_accounts_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_federated_accounts_users_company_id_user_id",
                        columns: x => new { x.company_id, x.user_id },
                        principalTable: "users",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "identity_providers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    issuer = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    client_id = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    protected_secret = table.Column<byte[]>(type: "BLOB", nullable: false),
                    domains = table.Column<string>(type: "TEXT", nullable: false),
                    role_claim = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    role_rules = table.Column<string>(type: "TEXT", nullable: false),
                    default_role = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    creates_accounts = table.Column<bool>(type: "INTEGER", nullable: false),
                    is_enforced = table.Column<bool>(type: "INTEGER", nullable: false),
                    break_glass_user_ids = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_providers", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_identity_providers_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

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
                name: "sign_ons",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    provider_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    state_hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    browser_hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    nonce_hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    protected_verifier = table.Column<byte[]>(type: "BLOB", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                    taken_at = table.Column<long>(type: "INTEGER", nullable: true),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    has_second_factor = table.Column<bool>(type: "INTEGER", nullable: false),
                    handover_hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: true),
                    accepted_at = table.Column<long>(type: "INTEGER", nullable: true),
                    handed_over_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sign_ons", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_sign_ons_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_sign_ons_identity_providers_company_id_provider_id",
                        columns: x => new { x.company_id, x.provider_id },
                        principalTable: "identity_providers",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_sign_ons_users_company_id_user_id",
                        columns: x => new { x.company_id, x.user_id },
                        principalTable: "users",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
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
                name: "ix_users_company_id_custom_role_id",
                table: "users",
                columns: new[] { "company_id", "custom_role_id" });

            migrationBuilder.CreateIndex(
                name: "ix_users_company_id_external_id",
                table: "users",
                columns: new[] { "company_id", "external_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_users_company_id_normalized_user_name",
                table: "users",
                columns: new[] { "company_id", "normalized_user_name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_groups_company_id_external_id",
                table: "groups",
                columns: new[] { "company_id", "external_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_control_companies_created_at_id",
                table: "control_companies",
                columns: new[] { "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_control_companies_normalized_name_id",
                table: "control_companies",
                columns: new[] { "normalized_name", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_control_sign_on_domains_company_id",
                table: "control_sign_on_domains",
                column: "company_id");

            migrationBuilder.CreateIndex(
                name: "ix_custom_roles_company_id_normalized_name",
                table: "custom_roles",
                columns: new[] { "company_id", "normalized_name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_federated_accounts_company_id_issuer_subject",
                table: "federated_accounts",
                columns: new[] { "company_id", "issuer", "subject" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_federated_accounts_company_id_user_id_issuer",
                table: "federated_accounts",
                columns: new[] { "company_id", "user_id", "issuer" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_identity_providers_company_id",
                table: "identity_providers",
                column: "company_id",
                unique: true);

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

            migrationBuilder.CreateIndex(
                name: "ix_sign_ons_company_id_expires_at",
                table: "sign_ons",
                columns: new[] { "company_id", "expires_at" });

            migrationBuilder.CreateIndex(
                name: "ix_sign_ons_company_id_handover_hash",
                table: "sign_ons",
                columns: new[] { "company_id", "handover_hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_sign_ons_company_id_provider_id",
                table: "sign_ons",
                columns: new[] { "company_id", "provider_id" });

            migrationBuilder.CreateIndex(
                name: "ix_sign_ons_company_id_state_hash",
                table: "sign_ons",
                columns: new[] { "company_id", "state_hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_sign_ons_company_id_user_id",
                table: "sign_ons",
                columns: new[] { "company_id", "user_id" });

            migrationBuilder.AddForeignKey(
                name: "fk_users_custom_roles_company_id_custom_role_id",
                table: "users",
                columns: new[] { "company_id", "custom_role_id" },
                principalTable: "custom_roles",
                principalColumns: new[] { "company_id", "id" },
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.ListEarlierCompanies();
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_users_custom_roles_company_id_custom_role_id",
                table: "users");

            migrationBuilder.DropTable(
                name: "company_looks");

            migrationBuilder.DropTable(
                name: "control_companies");

            migrationBuilder.DropTable(
                name: "control_look_routes");

            migrationBuilder.DropTable(
                name: "control_sign_on_domains");

            migrationBuilder.DropTable(
                name: "custom_roles");

            migrationBuilder.DropTable(
                name: "federated_accounts");

            migrationBuilder.DropTable(
                name: "risk_events");

            migrationBuilder.DropTable(
                name: "risk_feeds");

            migrationBuilder.DropTable(
                name: "risk_score_history");

            migrationBuilder.DropTable(
                name: "risk_snapshots");

            migrationBuilder.DropTable(
                name: "sign_ons");

            migrationBuilder.DropTable(
                name: "risk_scores");

            migrationBuilder.DropTable(
                name: "identity_providers");

            migrationBuilder.DropIndex(
                name: "ix_users_company_id_custom_role_id",
                table: "users");

            migrationBuilder.DropIndex(
                name: "ix_users_company_id_external_id",
                table: "users");

            migrationBuilder.DropIndex(
                name: "ix_users_company_id_normalized_user_name",
                table: "users");

            migrationBuilder.DropIndex(
                name: "ix_groups_company_id_external_id",
                table: "groups");

            migrationBuilder.DropColumn(
                name: "changed_at",
                table: "users");

            migrationBuilder.DropColumn(
                name: "custom_role_id",
                table: "users");

            migrationBuilder.DropColumn(
                name: "external_id",
                table: "users");

            migrationBuilder.DropColumn(
                name: "normalized_user_name",
                table: "users");

            migrationBuilder.DropColumn(
                name: "user_name",
                table: "users");

            migrationBuilder.DropColumn(
                name: "is_federated",
                table: "sign_in_challenges");

            migrationBuilder.DropColumn(
                name: "is_federated",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "changed_at",
                table: "groups");

            migrationBuilder.DropColumn(
                name: "external_id",
                table: "groups");
        }
    }
}
