using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SecurityTraining.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ClosedLoop : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_control_work_items_kind_due_at",
                table: "control_work_items");

            migrationBuilder.AddColumn<string>(
                name: "additions",
                table: "simulations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "approved_at",
                table: "simulations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "approved_by",
                table: "simulations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "freezing_round",
                table: "simulations",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "holidays",
                table: "simulations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "hourly_mails",
                table: "simulations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "last_send_at",
                table: "simulations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "plan_ends_at",
                table: "simulations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "plan_selection",
                table: "simulations",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "Random");

            migrationBuilder.AddColumn<string>(
                name: "plan_sender_domain",
                table: "simulations",
                type: "TEXT",
                maxLength: 253,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "plan_sending_profile_id",
                table: "simulations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "plan_template_weights",
                table: "simulations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "plan_timing",
                table: "simulations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "requested_at",
                table: "simulations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "requested_by",
                table: "simulations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "requested_start",
                table: "simulations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "sends_from",
                table: "simulations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "content_attachments",
                table: "simulation_lures",
                type: "TEXT",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<string>(
                name: "content_further_stages",
                table: "simulation_lures",
                type: "TEXT",
                nullable: false,
                defaultValueSql: "'[]'");

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

            migrationBuilder.AddColumn<int>(
                name: "stage",
                table: "simulation_events",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "fell_for",
                table: "recipients",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "is_repeat",
                table: "recipients",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

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

            migrationBuilder.AddColumn<int>(
                name: "resisted",
                table: "recipients",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "target_difficulty",
                table: "recipients",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "time_zone",
                table: "recipients",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

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

            migrationBuilder.AddColumn<string>(
                name: "kind",
                table: "outgoing_mails",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "language",
                table: "outgoing_mails",
                type: "TEXT",
                maxLength: 2,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "content_attachments",
                table: "lure_templates",
                type: "TEXT",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<string>(
                name: "content_further_stages",
                table: "lure_templates",
                type: "TEXT",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<Guid>(
                name: "landing_page_id",
                table: "lure_templates",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "version_number",
                table: "lure_templates",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<Guid>(
                name: "lane_id",
                table: "control_work_items",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.CreateTable(
                name: "automation_actions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    rule_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    rule_name = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    target_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    outcome = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    trigger = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    event_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    event_at = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_automation_actions", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_automation_actions_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_automation_actions_users_company_id_user_id",
                        columns: x => new { x.company_id, x.user_id },
                        principalTable: "users",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "automation_feeds",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    seen_until = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_automation_feeds", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_automation_feeds_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "automation_rules",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    trigger = table.Column<string>(type: "TEXT", nullable: false),
                    conditions = table.Column<string>(type: "TEXT", nullable: false),
                    actions = table.Column<string>(type: "TEXT", nullable: false),
                    cooldown_days = table.Column<int>(type: "INTEGER", nullable: false),
                    is_enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    active_since = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_automation_rules", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_automation_rules_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "campaigns",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    test = table.Column<string>(type: "TEXT", nullable: true),
                    status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    category = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    winner = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    winner_decided_at = table.Column<long>(type: "INTEGER", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: true),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    frozen_up_to = table.Column<Guid>(type: "TEXT", nullable: true),
                    is_frozen = table.Column<bool>(type: "INTEGER", nullable: false),
                    cancel_reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    plan_audience = table.Column<string>(type: "TEXT", nullable: false),
                    plan_name = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    plan_sender_address = table.Column<string>(type: "TEXT", maxLength: 254, nullable: true),
                    plan_sender_name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    plan_starts_at = table.Column<long>(type: "INTEGER", nullable: true),
                    plan_template_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_campaigns", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_campaigns_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "control_installation_stops",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    since = table.Column<long>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_control_installation_stops", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "landing_pages",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    language = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    stages = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_landing_pages", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_landing_pages_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "lure_template_versions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    template_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    description = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    category = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    difficulty = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    landing_page_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    written_at = table.Column<long>(type: "INTEGER", nullable: false),
                    content_attachments = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "'[]'"),
                    content_cues = table.Column<string>(type: "TEXT", nullable: false),
                    content_further_stages = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "'[]'"),
                    content_html = table.Column<string>(type: "TEXT", nullable: false),
                    content_landing_html = table.Column<string>(type: "TEXT", nullable: false),
                    content_language = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    content_premise = table.Column<string>(type: "TEXT", nullable: false),
                    content_sender_local_part = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    content_sender_name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    content_subject = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    content_text = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lure_template_versions", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_lure_template_versions_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "mail_preferences",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    unsubscribed = table.Column<string>(type: "TEXT", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail_preferences", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_mail_preferences_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_mail_preferences_users_company_id_user_id",
                        columns: x => new { x.company_id, x.user_id },
                        principalTable: "users",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "mail_templates",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    category = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    versions = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail_templates", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_mail_templates_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "phishing_policies",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    holidays = table.Column<string>(type: "TEXT", nullable: false),
                    requires_approval = table.Column<bool>(type: "INTEGER", nullable: false),
                    stopped_at = table.Column<long>(type: "INTEGER", nullable: true),
                    stop_reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
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

            migrationBuilder.CreateTable(
                name: "report_mailboxes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    access = table.Column<string>(type: "TEXT", nullable: false),
                    protected_secret = table.Column<byte[]>(type: "BLOB", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    uid_validity = table.Column<long>(type: "INTEGER", nullable: false),
                    last_uid = table.Column<long>(type: "INTEGER", nullable: false),
                    checked_at = table.Column<long>(type: "INTEGER", nullable: true),
                    succeeded_at = table.Column<long>(type: "INTEGER", nullable: true),
                    last_error = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    taken = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_report_mailboxes", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_report_mailboxes_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "reported_mails",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    open_fingerprint = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    sender_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    sender_address = table.Column<string>(type: "TEXT", maxLength: 320, nullable: false),
                    reply_to = table.Column<string>(type: "TEXT", maxLength: 320, nullable: true),
                    subject = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    message_id = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    sent_at = table.Column<long>(type: "INTEGER", nullable: true),
                    links = table.Column<string>(type: "TEXT", nullable: false),
                    attachments = table.Column<string>(type: "TEXT", nullable: false),
                    authentication = table.Column<string>(type: "TEXT", nullable: false),
                    hint = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    reasons = table.Column<string>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    report_count = table.Column<int>(type: "INTEGER", nullable: false),
                    first_reported_at = table.Column<long>(type: "INTEGER", nullable: false),
                    last_reported_at = table.Column<long>(type: "INTEGER", nullable: false),
                    mime_size = table.Column<long>(type: "INTEGER", nullable: true),
                    mime_from = table.Column<Guid>(type: "TEXT", nullable: true),
                    verdict = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    answer = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    resolved_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    resolved_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reported_mails", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_reported_mails_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "sending_profiles",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    sender_domain = table.Column<string>(type: "TEXT", maxLength: 253, nullable: false),
                    login = table.Column<string>(type: "TEXT", nullable: true),
                    login_changed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    headers = table.Column<string>(type: "TEXT", nullable: false),
                    dkim = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    limits_connections = table.Column<int>(type: "INTEGER", nullable: false),
                    limits_max_per_domain_per_hour = table.Column<int>(type: "INTEGER", nullable: false),
                    limits_max_per_second = table.Column<int>(type: "INTEGER", nullable: false),
                    server_host = table.Column<string>(type: "TEXT", maxLength: 253, nullable: false),
                    server_port = table.Column<int>(type: "INTEGER", nullable: false),
                    server_security = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
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
                name: "system_templates",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    language = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    html = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_system_templates", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_system_templates_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

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

            migrationBuilder.CreateTable(
                name: "webhook_endpoints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    url = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    events = table.Column<string>(type: "TEXT", nullable: false),
                    description = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    protected_secret = table.Column<byte[]>(type: "BLOB", nullable: false),
                    former_protected_secret = table.Column<byte[]>(type: "BLOB", nullable: true),
                    former_secret_until = table.Column<long>(type: "INTEGER", nullable: true),
                    is_enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    enabled_since = table.Column<long>(type: "INTEGER", nullable: false),
                    failing_since = table.Column<long>(type: "INTEGER", nullable: true),
                    given_up_at = table.Column<long>(type: "INTEGER", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_endpoints", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_webhook_endpoints_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "campaign_editions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    campaign_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    language = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    other_subject = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    html = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    links = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_campaign_editions", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_campaign_editions_campaigns_company_id_campaign_id",
                        columns: x => new { x.company_id, x.campaign_id },
                        principalTable: "campaigns",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "mail_reports",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    reported_mail_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    reporter_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    source = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    reported_at = table.Column<long>(type: "INTEGER", nullable: false),
                    answered_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail_reports", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_mail_reports_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_mail_reports_reported_mails_company_id_reported_mail_id",
                        columns: x => new { x.company_id, x.reported_mail_id },
                        principalTable: "reported_mails",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "sending_healths",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    last_success_at = table.Column<long>(type: "INTEGER", nullable: true),
                    last_failure_at = table.Column<long>(type: "INTEGER", nullable: true),
                    last_failure = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    failures = table.Column<int>(type: "INTEGER", nullable: false),
                    hours = table.Column<string>(type: "TEXT", nullable: false),
                    tried = table.Column<string>(type: "TEXT", nullable: false),
                    quota_hour = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
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

            migrationBuilder.CreateTable(
                name: "webhook_deliveries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    endpoint_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    event_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    type = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    data = table.Column<string>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    response_status = table.Column<int>(type: "INTEGER", nullable: true),
                    response = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    tried_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_deliveries", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_webhook_deliveries_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_webhook_deliveries_webhook_endpoints_company_id_endpoint_id",
                        columns: x => new { x.company_id, x.endpoint_id },
                        principalTable: "webhook_endpoints",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "campaign_messages",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    campaign_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    edition_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    full_name = table.Column<string>(type: "TEXT", maxLength: 201, nullable: false),
                    language = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    merge_values = table.Column<string>(type: "TEXT", nullable: false),
                    tracking_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    variant = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    delivery = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    sent_at = table.Column<long>(type: "INTEGER", nullable: true),
                    server_reply = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: true),
                    clicked_at = table.Column<long>(type: "INTEGER", nullable: true),
                    bounced_at = table.Column<long>(type: "INTEGER", nullable: true),
                    unsubscribed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    complained_at = table.Column<long>(type: "INTEGER", nullable: true),
                    event_count = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_campaign_messages", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_campaign_messages_campaign_editions_company_id_edition_id",
                        columns: x => new { x.company_id, x.edition_id },
                        principalTable: "campaign_editions",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_campaign_messages_campaigns_company_id_campaign_id",
                        columns: x => new { x.company_id, x.campaign_id },
                        principalTable: "campaigns",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_campaign_messages_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "campaign_events",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    campaign_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    message_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    verdict = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    client = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    link = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_campaign_events", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_campaign_events_campaign_messages_company_id_message_id",
                        columns: x => new { x.company_id, x.message_id },
                        principalTable: "campaign_messages",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_simulation_events_company_id_address_at",
                table: "simulation_events",
                columns: new[] { "company_id", "address", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_quiz_attempts_company_id_submitted_at_id",
                table: "quiz_attempts",
                columns: new[] { "company_id", "submitted_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_lure_templates_company_id_landing_page_id",
                table: "lure_templates",
                columns: new[] { "company_id", "landing_page_id" });

            migrationBuilder.CreateIndex(
                name: "ix_control_work_items_kind_lane_id_due_at",
                table: "control_work_items",
                columns: new[] { "kind", "lane_id", "due_at" },
                filter: "dead_at IS NULL AND NOT is_held");

            migrationBuilder.CreateIndex(
                name: "ix_automation_actions_company_id_event_id_rule_id_number",
                table: "automation_actions",
                columns: new[] { "company_id", "event_id", "rule_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_automation_actions_company_id_rule_id_user_id_event_at",
                table: "automation_actions",
                columns: new[] { "company_id", "rule_id", "user_id", "event_at" });

            migrationBuilder.CreateIndex(
                name: "ix_automation_actions_company_id_user_id_id",
                table: "automation_actions",
                columns: new[] { "company_id", "user_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_campaign_editions_company_id_campaign_id",
                table: "campaign_editions",
                columns: new[] { "company_id", "campaign_id" });

            migrationBuilder.CreateIndex(
                name: "ix_campaign_events_company_id_campaign_id_at",
                table: "campaign_events",
                columns: new[] { "company_id", "campaign_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_campaign_events_company_id_message_id",
                table: "campaign_events",
                columns: new[] { "company_id", "message_id" });

            migrationBuilder.CreateIndex(
                name: "ix_campaign_messages_company_id_campaign_id_delivery",
                table: "campaign_messages",
                columns: new[] { "company_id", "campaign_id", "delivery" });

            migrationBuilder.CreateIndex(
                name: "ix_campaign_messages_company_id_campaign_id_user_id",
                table: "campaign_messages",
                columns: new[] { "company_id", "campaign_id", "user_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_campaign_messages_company_id_edition_id",
                table: "campaign_messages",
                columns: new[] { "company_id", "edition_id" });

            migrationBuilder.CreateIndex(
                name: "ix_campaign_messages_company_id_tracking_id",
                table: "campaign_messages",
                columns: new[] { "company_id", "tracking_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_campaign_messages_company_id_user_id",
                table: "campaign_messages",
                columns: new[] { "company_id", "user_id" });

            migrationBuilder.CreateIndex(
                name: "ix_campaigns_company_id_created_at",
                table: "campaigns",
                columns: new[] { "company_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_landing_pages_company_id_name",
                table: "landing_pages",
                columns: new[] { "company_id", "name" });

            migrationBuilder.CreateIndex(
                name: "ix_lure_template_versions_company_id_template_id_number",
                table: "lure_template_versions",
                columns: new[] { "company_id", "template_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_mail_preferences_company_id_user_id",
                table: "mail_preferences",
                columns: new[] { "company_id", "user_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_mail_reports_company_id_reported_mail_id_reporter_id",
                table: "mail_reports",
                columns: new[] { "company_id", "reported_mail_id", "reporter_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_mail_reports_company_id_reporter_id_reported_at",
                table: "mail_reports",
                columns: new[] { "company_id", "reporter_id", "reported_at" });

            migrationBuilder.CreateIndex(
                name: "ix_mail_templates_company_id_name",
                table: "mail_templates",
                columns: new[] { "company_id", "name" });

            migrationBuilder.CreateIndex(
                name: "ix_report_mailboxes_company_id",
                table: "report_mailboxes",
                column: "company_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reported_mails_company_id_open_fingerprint",
                table: "reported_mails",
                columns: new[] { "company_id", "open_fingerprint" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reported_mails_company_id_status_last_reported_at",
                table: "reported_mails",
                columns: new[] { "company_id", "status", "last_reported_at" });

            migrationBuilder.CreateIndex(
                name: "ix_sending_profiles_company_id_name",
                table: "sending_profiles",
                columns: new[] { "company_id", "name" });

            migrationBuilder.CreateIndex(
                name: "ix_system_templates_company_id_kind_language",
                table: "system_templates",
                columns: new[] { "company_id", "kind", "language" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_company_id_created_at",
                table: "webhook_deliveries",
                columns: new[] { "company_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_company_id_endpoint_id_id",
                table: "webhook_deliveries",
                columns: new[] { "company_id", "endpoint_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_company_id_event_id_endpoint_id",
                table: "webhook_deliveries",
                columns: new[] { "company_id", "event_id", "endpoint_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_company_id_user_id",
                table: "webhook_deliveries",
                columns: new[] { "company_id", "user_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "automation_actions");

            migrationBuilder.DropTable(
                name: "automation_feeds");

            migrationBuilder.DropTable(
                name: "automation_rules");

            migrationBuilder.DropTable(
                name: "campaign_events");

            migrationBuilder.DropTable(
                name: "control_installation_stops");

            migrationBuilder.DropTable(
                name: "landing_pages");

            migrationBuilder.DropTable(
                name: "lure_template_versions");

            migrationBuilder.DropTable(
                name: "mail_preferences");

            migrationBuilder.DropTable(
                name: "mail_reports");

            migrationBuilder.DropTable(
                name: "mail_templates");

            migrationBuilder.DropTable(
                name: "phishing_policies");

            migrationBuilder.DropTable(
                name: "report_mailboxes");

            migrationBuilder.DropTable(
                name: "sending_healths");

            migrationBuilder.DropTable(
                name: "system_templates");

            migrationBuilder.DropTable(
                name: "verdict_rules");

            migrationBuilder.DropTable(
                name: "webhook_deliveries");

            migrationBuilder.DropTable(
                name: "campaign_messages");

            migrationBuilder.DropTable(
                name: "reported_mails");

            migrationBuilder.DropTable(
                name: "sending_profiles");

            migrationBuilder.DropTable(
                name: "webhook_endpoints");

            migrationBuilder.DropTable(
                name: "campaign_editions");

            migrationBuilder.DropTable(
                name: "campaigns");

            migrationBuilder.DropIndex(
                name: "ix_simulation_events_company_id_address_at",
                table: "simulation_events");

            migrationBuilder.DropIndex(
                name: "ix_quiz_attempts_company_id_submitted_at_id",
                table: "quiz_attempts");

            migrationBuilder.DropIndex(
                name: "ix_lure_templates_company_id_landing_page_id",
                table: "lure_templates");

            migrationBuilder.DropIndex(
                name: "ix_control_work_items_kind_lane_id_due_at",
                table: "control_work_items");

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
                name: "plan_sender_domain",
                table: "simulations");

            migrationBuilder.DropColumn(
                name: "plan_sending_profile_id",
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
                name: "content_attachments",
                table: "simulation_lures");

            migrationBuilder.DropColumn(
                name: "content_further_stages",
                table: "simulation_lures");

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
                name: "stage",
                table: "simulation_events");

            migrationBuilder.DropColumn(
                name: "fell_for",
                table: "recipients");

            migrationBuilder.DropColumn(
                name: "is_repeat",
                table: "recipients");

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
                name: "resisted",
                table: "recipients");

            migrationBuilder.DropColumn(
                name: "target_difficulty",
                table: "recipients");

            migrationBuilder.DropColumn(
                name: "time_zone",
                table: "recipients");

            migrationBuilder.DropColumn(
                name: "trap_at",
                table: "recipients");

            migrationBuilder.DropColumn(
                name: "trap_caller",
                table: "recipients");

            migrationBuilder.DropColumn(
                name: "kind",
                table: "outgoing_mails");

            migrationBuilder.DropColumn(
                name: "language",
                table: "outgoing_mails");

            migrationBuilder.DropColumn(
                name: "content_attachments",
                table: "lure_templates");

            migrationBuilder.DropColumn(
                name: "content_further_stages",
                table: "lure_templates");

            migrationBuilder.DropColumn(
                name: "landing_page_id",
                table: "lure_templates");

            migrationBuilder.DropColumn(
                name: "version_number",
                table: "lure_templates");

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
