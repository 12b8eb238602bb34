using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SecurityTraining.Infrastructure.Persistence.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class SingleSignOn : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "is_federated",
                table: "sign_in_challenges",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "is_federated",
                table: "sessions",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "control_sign_on_domains",
                columns: table => new
                {
                    domain = table.Column<string>(type: "character varying(253)", maxLength: 253, nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_control_sign_on_domains", x => x.domain);
                });

            migrationBuilder.CreateTable(
                name: "federated_accounts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    issuer = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    subject = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    linked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
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
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    issuer = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    client_id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    protected_secret = table.Column<byte[]>(type: "bytea", nullable: false),
                    domains = table.Column<string>(type: "text", nullable: false),
                    role_claim = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    role_rules = table.Column<string>(type: "text", nullable: false),
                    default_role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    creates_accounts = table.Column<bool>(type: "boolean", nullable: false),
                    is_enforced = table.Column<bool>(type: "boolean", nullable: false),
                    break_glass_user_ids = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
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
                name: "sign_ons",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    provider_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state_hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    browser_hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    nonce_hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    protected_verifier = table.Column<byte[]>(type: "bytea", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    taken_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    user_id = table.Column<Guid>(type: "uuid", nullable: true),
                    has_second_factor = table.Column<bool>(type: "boolean", nullable: false),
                    handover_hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: true),
                    accepted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    handed_over_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
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

            migrationBuilder.CreateIndex(
                name: "ix_control_sign_on_domains_company_id",
                table: "control_sign_on_domains",
                column: "company_id");

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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "control_sign_on_domains");

            migrationBuilder.DropTable(
                name: "federated_accounts");

            migrationBuilder.DropTable(
                name: "sign_ons");

            migrationBuilder.DropTable(
                name: "identity_providers");

            migrationBuilder.DropColumn(
                name: "is_federated",
                table: "sign_in_challenges");

            migrationBuilder.DropColumn(
                name: "is_federated",
                table: "sessions");
        }
    }
}
