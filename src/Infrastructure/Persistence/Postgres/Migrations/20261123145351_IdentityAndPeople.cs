using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace SecurityTraining.Infrastructure.Persistence.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class IdentityAndPeople : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "deleted_at",
                table: "users",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "erase_at",
                table: "users",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "invitation_id",
                table: "users",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "invited_at",
                table: "users",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "address",
                table: "sessions",
                type: "character varying(43)",
                maxLength: 43,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "has_second_factor",
                table: "sessions",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "lacks_second_factor",
                table: "sessions",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "deactivate_missing",
                table: "people_imports",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "deactivated",
                table: "people_imports",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "has_file",
                table: "people_imports",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "is_confirmed",
                table: "people_imports",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "missing",
                table: "people_imports",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "samples",
                table: "people_imports",
                type: "text",
                nullable: false,
                defaultValueSql: "'{\"created\":[],\"updated\":[],\"unchanged\":[],\"missing\":[]}'");

            migrationBuilder.AddColumn<int>(
                name: "unchanged",
                table: "people_imports",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "email",
                table: "one_time_tokens",
                type: "character varying(254)",
                maxLength: 254,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "parent_id",
                table: "departments",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "unproven_until",
                table: "control_sign_in_routes",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "two_factor_grace_days",
                table: "companies",
                type: "integer",
                nullable: false,
                defaultValue: 14);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "two_factor_required_since",
                table: "companies",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "custom_attributes_text",
                table: "users",
                type: "text",
                nullable: false,
                computedColumnSql: "custom_attributes",
                stored: true);

            migrationBuilder.CreateTable(
                name: "attribute_definitions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    normalized_name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    choices = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_attribute_definitions", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_attribute_definitions_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "audit_entries",
                columns: table => new
                {
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    seq = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    actor_id = table.Column<Guid>(type: "uuid", nullable: true),
                    actor_role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    action = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    target_kind = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    target_id = table.Column<Guid>(type: "uuid", nullable: true),
                    data = table.Column<string>(type: "text", nullable: false),
                    prev_hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_entries", x => new { x.company_id, x.seq });
                    table.ForeignKey(
                        name: "fk_audit_entries_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "audit_heads",
                columns: table => new
                {
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    seq = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_heads", x => x.company_id);
                    table.ForeignKey(
                        name: "fk_audit_heads_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "control_data_protection_keys",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    xml = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_control_data_protection_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "control_mail_allowances",
                columns: table => new
                {
                    key = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    times = table.Column<string>(type: "text", nullable: false),
                    ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_control_mail_allowances", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "control_session_epoch",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    value = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_control_session_epoch", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "department_ancestors",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    department_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ancestor_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_department_ancestors", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_department_ancestors_departments_company_id_ancestor_id",
                        columns: x => new { x.company_id, x.ancestor_id },
                        principalTable: "departments",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_department_ancestors_departments_company_id_department_id",
                        columns: x => new { x.company_id, x.department_id },
                        principalTable: "departments",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "department_leaders",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    department_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_department_leaders", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_department_leaders_departments_company_id_department_id",
                        columns: x => new { x.company_id, x.department_id },
                        principalTable: "departments",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_department_leaders_users_company_id_user_id",
                        columns: x => new { x.company_id, x.user_id },
                        principalTable: "users",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "groups",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(150)", maxLength: 150, nullable: false),
                    normalized_name = table.Column<string>(type: "character varying(150)", maxLength: 150, nullable: false),
                    description = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    rule = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_groups", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_groups_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "invitation_runs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    requested_by = table.Column<Guid>(type: "uuid", nullable: false),
                    people = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    total = table.Column<int>(type: "integer", nullable: false),
                    invited = table.Column<int>(type: "integer", nullable: false),
                    skipped = table.Column<int>(type: "integer", nullable: false),
                    progress = table.Column<int>(type: "integer", nullable: false),
                    reached_user_id = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invitation_runs", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_invitation_runs_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "sign_in_challenges",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    password_mark = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    completed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sign_in_challenges", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_sign_in_challenges_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_sign_in_challenges_users_company_id_user_id",
                        columns: x => new { x.company_id, x.user_id },
                        principalTable: "users",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "two_factor_attempts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    method = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    succeeded = table.Column<bool>(type: "boolean", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_two_factor_attempts", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_two_factor_attempts_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_two_factor_attempts_users_company_id_user_id",
                        columns: x => new { x.company_id, x.user_id },
                        principalTable: "users",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "two_factors",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    protected_secret = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    confirmed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_used_step = table.Column<long>(type: "bigint", nullable: true),
                    backup_code_hashes = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_two_factors", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_two_factors_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_two_factors_users_company_id_user_id",
                        columns: x => new { x.company_id, x.user_id },
                        principalTable: "users",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "audit_salts",
                columns: table => new
                {
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    seq = table.Column<long>(type: "bigint", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    salt = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_salts", x => new { x.company_id, x.seq, x.person_id });
                    table.ForeignKey(
                        name: "fk_audit_salts_audit_entries_company_id_seq",
                        columns: x => new { x.company_id, x.seq },
                        principalTable: "audit_entries",
                        principalColumns: new[] { "company_id", "seq" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "group_members",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    group_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_group_members", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_group_members_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_group_members_groups_company_id_group_id",
                        columns: x => new { x.company_id, x.group_id },
                        principalTable: "groups",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_group_members_users_company_id_user_id",
                        columns: x => new { x.company_id, x.user_id },
                        principalTable: "users",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "trusted_devices",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    two_factor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    password_mark = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_trusted_devices", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_trusted_devices_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_trusted_devices_two_factors_company_id_two_factor_id",
                        columns: x => new { x.company_id, x.two_factor_id },
                        principalTable: "two_factors",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "control_session_epoch",
                columns: new[] { "id", "value" },
                values: new object[] { 1, 0L });

            migrationBuilder.CreateIndex(
                name: "ix_users_company_id_created_at_id",
                table: "users",
                columns: new[] { "company_id", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_departments_company_id_parent_id",
                table: "departments",
                columns: new[] { "company_id", "parent_id" });

            migrationBuilder.CreateIndex(
                name: "ix_attribute_definitions_company_id_normalized_name",
                table: "attribute_definitions",
                columns: new[] { "company_id", "normalized_name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_company_id_action_seq",
                table: "audit_entries",
                columns: new[] { "company_id", "action", "seq" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_company_id_actor_id_seq",
                table: "audit_entries",
                columns: new[] { "company_id", "actor_id", "seq" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_company_id_at",
                table: "audit_entries",
                columns: new[] { "company_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_company_id_target_id_seq",
                table: "audit_entries",
                columns: new[] { "company_id", "target_id", "seq" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_salts_company_id_person_id",
                table: "audit_salts",
                columns: new[] { "company_id", "person_id" });

            migrationBuilder.CreateIndex(
                name: "ix_control_mail_allowances_ends_at",
                table: "control_mail_allowances",
                column: "ends_at");

            migrationBuilder.CreateIndex(
                name: "ix_department_ancestors_company_id_ancestor_id",
                table: "department_ancestors",
                columns: new[] { "company_id", "ancestor_id" });

            migrationBuilder.CreateIndex(
                name: "ix_department_ancestors_company_id_department_id_ancestor_id",
                table: "department_ancestors",
                columns: new[] { "company_id", "department_id", "ancestor_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_department_leaders_company_id_department_id_user_id",
                table: "department_leaders",
                columns: new[] { "company_id", "department_id", "user_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_department_leaders_company_id_user_id",
                table: "department_leaders",
                columns: new[] { "company_id", "user_id" });

            migrationBuilder.CreateIndex(
                name: "ix_group_members_company_id_group_id_user_id",
                table: "group_members",
                columns: new[] { "company_id", "group_id", "user_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_group_members_company_id_user_id",
                table: "group_members",
                columns: new[] { "company_id", "user_id" });

            migrationBuilder.CreateIndex(
                name: "ix_groups_company_id_normalized_name",
                table: "groups",
                columns: new[] { "company_id", "normalized_name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_invitation_runs_company_id_created_at",
                table: "invitation_runs",
                columns: new[] { "company_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_sign_in_challenges_company_id_expires_at",
                table: "sign_in_challenges",
                columns: new[] { "company_id", "expires_at" });

            migrationBuilder.CreateIndex(
                name: "ix_sign_in_challenges_company_id_hash",
                table: "sign_in_challenges",
                columns: new[] { "company_id", "hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_sign_in_challenges_company_id_user_id",
                table: "sign_in_challenges",
                columns: new[] { "company_id", "user_id" });

            migrationBuilder.CreateIndex(
                name: "ix_trusted_devices_company_id_expires_at",
                table: "trusted_devices",
                columns: new[] { "company_id", "expires_at" });

            migrationBuilder.CreateIndex(
                name: "ix_trusted_devices_company_id_hash",
                table: "trusted_devices",
                columns: new[] { "company_id", "hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_trusted_devices_company_id_two_factor_id",
                table: "trusted_devices",
                columns: new[] { "company_id", "two_factor_id" });

            migrationBuilder.CreateIndex(
                name: "ix_two_factor_attempts_company_id_at",
                table: "two_factor_attempts",
                columns: new[] { "company_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_two_factor_attempts_company_id_user_id_at",
                table: "two_factor_attempts",
                columns: new[] { "company_id", "user_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_two_factors_company_id_user_id",
                table: "two_factors",
                columns: new[] { "company_id", "user_id" },
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "fk_departments_departments_company_id_parent_id",
                table: "departments",
                columns: new[] { "company_id", "parent_id" },
                principalTable: "departments",
                principalColumns: new[] { "company_id", "id" },
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_departments_departments_company_id_parent_id",
                table: "departments");

            migrationBuilder.DropTable(
                name: "attribute_definitions");

            migrationBuilder.DropTable(
                name: "audit_heads");

            migrationBuilder.DropTable(
                name: "audit_salts");

            migrationBuilder.DropTable(
                name: "control_data_protection_keys");

            migrationBuilder.DropTable(
                name: "control_mail_allowances");

            migrationBuilder.DropTable(
                name: "control_session_epoch");

            migrationBuilder.DropTable(
                name: "department_ancestors");

            migrationBuilder.DropTable(
                name: "department_leaders");

            migrationBuilder.DropTable(
                name: "group_members");

            migrationBuilder.DropTable(
                name: "invitation_runs");

            migrationBuilder.DropTable(
                name: "sign_in_challenges");

            migrationBuilder.DropTable(
                name: "trusted_devices");

            migrationBuilder.DropTable(
                name: "two_factor_attempts");

            migrationBuilder.DropTable(
                name: "audit_entries");

            migrationBuilder.DropTable(
                name: "groups");

            migrationBuilder.DropTable(
                name: "two_factors");

            migrationBuilder.DropIndex(
                name: "ix_users_company_id_created_at_id",
                table: "users");

            migrationBuilder.DropIndex(
                name: "ix_departments_company_id_parent_id",
                table: "departments");

            migrationBuilder.DropColumn(
                name: "custom_attributes_text",
                table: "users");

            migrationBuilder.DropColumn(
                name: "deleted_at",
                table: "users");

            migrationBuilder.DropColumn(
                name: "erase_at",
                table: "users");

            migrationBuilder.DropColumn(
                name: "invitation_id",
                table: "users");

            migrationBuilder.DropColumn(
                name: "invited_at",
                table: "users");

            migrationBuilder.DropColumn(
                name: "address",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "has_second_factor",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "lacks_second_factor",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "deactivate_missing",
                table: "people_imports");

            migrationBuilder.DropColumn(
                name: "deactivated",
                table: "people_imports");

            migrationBuilder.DropColumn(
                name: "has_file",
                table: "people_imports");

            migrationBuilder.DropColumn(
                name: "is_confirmed",
                table: "people_imports");

            migrationBuilder.DropColumn(
                name: "missing",
                table: "people_imports");

            migrationBuilder.DropColumn(
                name: "samples",
                table: "people_imports");

            migrationBuilder.DropColumn(
                name: "unchanged",
                table: "people_imports");

            migrationBuilder.DropColumn(
                name: "email",
                table: "one_time_tokens");

            migrationBuilder.DropColumn(
                name: "parent_id",
                table: "departments");

            migrationBuilder.DropColumn(
                name: "unproven_until",
                table: "control_sign_in_routes");

            migrationBuilder.DropColumn(
                name: "two_factor_grace_days",
                table: "companies");

            migrationBuilder.DropColumn(
                name: "two_factor_required_since",
                table: "companies");
        }
    }
}
